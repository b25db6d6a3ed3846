using Sgx.Simulation.Pki;

namespace Sgx.Simulation;

/// <summary>The provisioning certification enclave: holds the PCK, which vouches for the quoting enclave.</summary>
internal sealed class SimulatedPce(SimulatedPlatformOptions options)
{
    private readonly SimulatedKey _pck = PckOf(options);

    /// <summary>The provisioning certification key of a platform at its TCB. Intel derives it too.</summary>
    public static SimulatedKey PckOf(SimulatedPlatformOptions options) =>
        new Seed(options.Seed).DeriveKey($"provisioning certification key, TCB {options.Tcb}");

    /// <summary>r and s by the PCK over the quoting enclave's report body, 64 bytes.</summary>
    public byte[] Certify(ReportBody quotingEnclave) => _pck.Sign(quotingEnclave.Bytes);
}
