using Sgx.Simulation.Cpu;

namespace Sgx.Simulation;

/// <summary>A CPU whose EREPORT and EGETKEY do, bit for bit, what the SGX SDK's simulation mode does.</summary>
/// <remarks>It has no secret: every process on every machine has the same one, and can be any enclave on it.</remarks>
public sealed class SimulatedCpu(SimulatedCpuSvn svn = SimulatedCpuSvn.Default)
{
    /// <summary>Its CPUSVN.</summary>
    public SimulatedCpuSvn Svn { get; } = svn;

    /// <summary>How its keys are derived.</summary>
    public ReportKeyLayout Layout { get; init; } = ReportKeyLayout.B;

    /// <summary>EREPORT: what the enclave says to the target.</summary>
    /// <param name="enclave">Who speaks.</param>
    /// <param name="target">Whom to.</param>
    /// <param name="reportData">At most 64 bytes, filled up with zeros.</param>
    /// <exception cref="SgxFormatException">More than 64 bytes.</exception>
    public Report CreateReport(EnclaveIdentity enclave, TargetInfo target, ReadOnlySpan<byte> reportData)
    {
        var speaker = Layout == ReportKeyLayout.A ? enclave.WithoutKss() : enclave;
        var body = speaker.ToReportBody(CpuSvn, reportData);
        var derivation = new ReportKeyDerivation(target, CpuSvn, SimulatorConstants.KeyId)
        {
            // The Rust SDK's simulator mistakes the speaker's measurement for the target's.
            MrEnclave = Layout == ReportKeyLayout.C ? enclave.MrEnclave : target.MrEnclave,
        };
        return ReportMac.Seal(body, derivation.Derive(Layout));
    }

    /// <summary>EGETKEY: a key that only this enclave, or those it has the policy share with, can get.</summary>
    /// <exception cref="SgxFormatException">The request makes the instruction fault.</exception>
    /// <exception cref="NotSupportedException">Layout C is known for report keys only.</exception>
    public EGetKeyResult GetKey(EnclaveIdentity enclave, KeyRequest request)
    {
        KeyRequestChecks.ThrowIfMalformed(request, enclave, Layout);
        var cpuSvn = request.CpuSvn.ContainsAnyExcept((byte)0)
            ? request.CpuSvn
            : SimulatorConstants.BytesOf(SimulatedCpuSvn.Default);
        var status = KeyRequestChecks.StatusOf(request, cpuSvn, enclave, this);
        if (status != EGetKeyStatus.Success)
            return new(status, default);

        return new(status, request.KeyName == KeyName.Report
            ? new ReportKeyDerivation(enclave.ToTargetInfo(), CpuSvn, request.KeyId).Derive(Layout)
            : new EnclaveKeyDerivation(request, cpuSvn, enclave).Derive(Layout));
    }

    private ReadOnlySpan<byte> CpuSvn => SimulatorConstants.BytesOf(Svn);
}

/// <summary>The three CPUSVNs that a simulated CPU can have, in ascending order.</summary>
public enum SimulatedCpuSvn
{
    Downgraded,
    Default,
    Upgraded,
}

/// <summary>What a simulator derives keys from. Nothing in a Report says which; one can only try.</summary>
public enum ReportKeyLayout
{
    /// <summary>SGX SDK 1.6 to 2.18.1.</summary>
    A,

    /// <summary>SGX SDK 2.19 and later: knows KSS.</summary>
    B,

    /// <summary>Teaclave Rust SDK v2.</summary>
    C,
}
