namespace Sgx.Agent.DevicePlugin.Devices;

/// <summary>What a device node allows.</summary>
internal enum DeviceNodeKind
{
    /// <summary>Making enclaves.</summary>
    Enclave,

    /// <summary>Making enclaves that have the provisioning key: the quoting enclave and the PCE.</summary>
    Provision,
}
