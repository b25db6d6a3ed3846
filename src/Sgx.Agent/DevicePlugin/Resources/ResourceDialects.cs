using Sgx.Agent.DevicePlugin.Devices;

namespace Sgx.Agent.DevicePlugin.Resources;

/// <summary>The resources that are in use: the one table of them.</summary>
internal static class ResourceDialects
{
    /// <summary>A socket of one's own at the quoting service; needs no SGX in the container.</summary>
    public static readonly ResourceDialect Quoting =
        new("quoting", "sgx-quote-helper.io/quoting", ResourceUnit.Quoting, []);

    /// <summary>
    /// The enclave device, for containers whose enclave memory is counted by the scheduler alone.
    /// </summary>
    public static readonly ResourceDialect Enclave =
        new("enclave", "sgx-quote-helper.io/enclave", ResourceUnit.Enclave, [DeviceNodeKind.Enclave]);

    /// <summary>AKS.</summary>
    public static readonly ResourceDialect Azure = new(
        "azure", "kubernetes.azure.com/sgx_epc_mem_in_MiB", ResourceUnit.Mebibyte, [DeviceNodeKind.Enclave]);

    /// <summary>Intel's device plugin.</summary>
    public static readonly ResourceDialect IntelEnclave = new(
        "intel-enclave", "sgx.intel.com/enclave", ResourceUnit.Enclave, [DeviceNodeKind.Enclave]);

    public static readonly ResourceDialect IntelProvision = new(
        "intel-provision", "sgx.intel.com/provision", ResourceUnit.Provision, [DeviceNodeKind.Provision]);

    /// <summary>With Intel a number of the node, not of a device plugin: a byte is too little for a device.</summary>
    public static readonly ResourceDialect IntelEpc = new("intel-epc", "sgx.intel.com/epc", ResourceUnit.Byte, []);

    /// <summary>Alibaba Cloud.</summary>
    public static readonly ResourceDialect Alibaba = new(
        "alibaba", "alibabacloud.com/sgx_epc_MiB", ResourceUnit.Mebibyte, [DeviceNodeKind.Enclave]);

    public static IReadOnlyList<ResourceDialect> All { get; } =
        [Azure, IntelEnclave, IntelProvision, IntelEpc, Alibaba, Enclave, Quoting];

    /// <summary>Why <see cref="IntelEpc"/> is not offered, and what to do.</summary>
    public static string WhyNoBytes { get; } =
        $"{IntelEpc.Name} counts bytes, and the kubelet takes no list of so many devices: "
        + "leave it out here and publish it as an extended resource of the node";

    /// <summary>Keys or names with commas; null when one of them is unknown or there twice.</summary>
    public static IReadOnlyList<ResourceDialect>? ParseList(string text)
    {
        var found = text.Split(',').Select(Find).OfType<ResourceDialect>().ToList();
        return found.Count == text.Split(',').Length && found.Distinct().Count() == found.Count ? found : null;
    }

    private static ResourceDialect? Find(string word) =>
        All.FirstOrDefault(dialect => word.Trim() is var wanted && (dialect.Key == wanted || dialect.Name == wanted));
}
