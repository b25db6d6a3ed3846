using Sgx.Agent.DevicePlugin.Devices;

namespace Sgx.Agent.DevicePlugin.Resources;

/// <summary>A resource as one of the makers of SGX device plugins names it.</summary>
/// <param name="Key">How settings name it, as <c>azure</c>.</param>
/// <param name="Name">How pods name it, as <c>kubernetes.azure.com/sgx_epc_mem_in_MiB</c>.</param>
/// <param name="Unit">What one of it is.</param>
/// <param name="Nodes">The device nodes that a container gets with it.</param>
internal sealed record ResourceDialect(
    string Key, string Name, ResourceUnit Unit, IReadOnlyList<DeviceNodeKind> Nodes)
{
    /// <summary>
    /// What the ids of its units begin with; no other resource's do. The one that may have most units has none.
    /// </summary>
    public string IdPrefix => this == ResourceDialects.Azure ? "" : $"{Key}.";

    /// <summary>Whether what is counted is enclave memory.</summary>
    public bool IsEpc => Unit is ResourceUnit.Mebibyte or ResourceUnit.Byte;
}

/// <summary>What one of a resource is.</summary>
internal enum ResourceUnit
{
    /// <summary>The right to use something; how many there are is configured.</summary>
    Enclave,
    Provision,
    Quoting,

    /// <summary>A MiB of enclave memory.</summary>
    Mebibyte,

    /// <summary>A byte of enclave memory.</summary>
    Byte,
}
