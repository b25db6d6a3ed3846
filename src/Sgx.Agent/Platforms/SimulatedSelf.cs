using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Simulation;

namespace Sgx.Agent.Platforms;

/// <summary>An enclave on a simulated machine, and the collateral of its simulated Intel.</summary>
internal sealed class SimulatedSelf(SimulatedPlatform platform) : ISelfAttestation
{
    private static readonly SimulatedEnclave Enclave = new(
        new()
        {
            MrEnclave = Measurement.Parse("5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f"),
            MrSigner = Measurement.Parse("5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f5e1f"),
        },
        new SimulatedCpu());

    public TrustAnchor Anchor { get; } = TrustAnchor.FromPem(platform.Intel.TrustedRootPem);

    public Report CreateReport(TargetInfo target, ReadOnlySpan<byte> reportData) =>
        Enclave.CreateReport(target, reportData);

    public QuoteCollateral CollateralAt(DateTimeOffset time) => platform.Intel.IssueCollateral(time);
}
