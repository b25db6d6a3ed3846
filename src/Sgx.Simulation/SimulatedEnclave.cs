namespace Sgx.Simulation;

/// <summary>An enclave on a simulated CPU: it can make Reports, and check those addressed to it.</summary>
public sealed class SimulatedEnclave(EnclaveIdentity identity, SimulatedCpu cpu)
{
    public EnclaveIdentity Identity { get; } = identity;

    /// <summary>Whom to address Reports to that this enclave is to check.</summary>
    public TargetInfo TargetInfo => throw new NotImplementedException();

    /// <summary>What this enclave says to the target: at most 64 bytes, filled up with zeros.</summary>
    public Report CreateReport(TargetInfo target, ReadOnlySpan<byte> reportData) =>
        cpu.CreateReport(Identity, target, reportData);

    /// <summary>Whether an enclave on the same machine made this Report for this enclave.</summary>
    public bool VerifyReport(Report report) => throw new NotImplementedException();
}
