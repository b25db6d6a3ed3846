namespace Sgx.Simulation;

/// <summary>A CPU whose EREPORT and EGETKEY do, bit for bit, what the SGX SDK's simulation mode does.</summary>
public sealed class SimulatedCpu(SimulatedCpuSvn svn = SimulatedCpuSvn.Default)
{
    /// <summary>Its CPUSVN.</summary>
    public SimulatedCpuSvn Svn { get; } = svn;

    /// <summary>How its report keys are derived.</summary>
    public ReportKeyLayout Layout { get; init; } = ReportKeyLayout.B;

    /// <summary>EREPORT: what the enclave says to the target.</summary>
    public Report CreateReport(EnclaveIdentity enclave, TargetInfo target, ReadOnlySpan<byte> reportData) =>
        throw new NotImplementedException();
}

/// <summary>The three CPUSVNs that a simulated CPU can have, in ascending order.</summary>
public enum SimulatedCpuSvn
{
    Downgraded,
    Default,
    Upgraded,
}

/// <summary>What a simulator feeds its report key derivation with.</summary>
public enum ReportKeyLayout
{
    /// <summary>SGX SDK 1.6 to 2.18.1.</summary>
    A,

    /// <summary>SGX SDK 2.19 and later.</summary>
    B,

    /// <summary>Teaclave Rust SDK v2.</summary>
    C,
}
