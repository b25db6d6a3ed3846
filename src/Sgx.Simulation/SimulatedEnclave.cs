using Sgx.Simulation.Cpu;

namespace Sgx.Simulation;

/// <summary>An enclave on a simulated CPU: it can make Reports, and check those addressed to it.</summary>
public sealed class SimulatedEnclave(EnclaveIdentity identity, SimulatedCpu cpu)
{
    public EnclaveIdentity Identity { get; } = identity;

    /// <summary>Whom to address Reports to that this enclave is to check.</summary>
    public TargetInfo TargetInfo { get; } = identity.ToTargetInfo();

    /// <summary>What this enclave says to the target: at most 64 bytes, filled up with zeros.</summary>
    /// <exception cref="SgxFormatException">More than 64 bytes.</exception>
    public Report CreateReport(TargetInfo target, ReadOnlySpan<byte> reportData) =>
        cpu.CreateReport(Identity, target, reportData);

    /// <summary>Whether an enclave on the same machine made this Report for this enclave.</summary>
    /// <remarks>sgx_verify_report: EGETKEY for the Report's KEYID, and a comparison in constant time.</remarks>
    public bool VerifyReport(Report report)
    {
        var derivation = new ReportKeyDerivation(TargetInfo, SimulatorConstants.BytesOf(cpu.Svn), report.KeyId);
        return ReportMac.Holds(report, new(derivation.Derive(cpu.Layout)));
    }
}
