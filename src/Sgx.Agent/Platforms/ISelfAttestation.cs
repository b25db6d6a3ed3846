using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;

namespace Sgx.Agent.Platforms;

/// <summary>
/// What an agent needs to have a quote of its own made and verified: an enclave, and a relying party's view.
/// </summary>
internal interface ISelfAttestation
{
    /// <summary>A Report of an enclave on this machine.</summary>
    Report CreateReport(TargetInfo target, ReadOnlySpan<byte> reportData);

    /// <summary>Intel's word about this platform as it stands at the given time.</summary>
    QuoteCollateral CollateralAt(DateTimeOffset time);

    /// <summary>The root that this platform's quotes are meant to lead to.</summary>
    TrustAnchor Anchor { get; }
}

/// <summary>A platform to stand in front of, and the means to prove it.</summary>
internal sealed record NodePlatform(string Name, IQuotingPlatform Quoting, ISelfAttestation Self)
{
    /// <summary>Told once, when the first quote of the platform has proven it.</summary>
    public Action Proven { get; init; } = () => { };
}
