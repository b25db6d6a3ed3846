using System.Security.Cryptography;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Fuzz.Targets;

/// <summary>A simulated machine, the same in every run: platform, application, and what verifiers know.</summary>
internal static class SimulatedNode
{
    /// <summary>When everything is verified.</summary>
    public static DateTimeOffset Time { get; } = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    public static SimulatedPlatform Platform { get; } =
        new(new SimulatedPlatformOptions { Seed = SHA256.HashData("the node that is fuzzed"u8) });

    /// <summary>What relying parties trust.</summary>
    public static TrustAnchor Anchor { get; } = TrustAnchor.FromPem(Platform.Intel.TrustedRootPem);

    /// <summary>Good at <see cref="Time"/>.</summary>
    public static QuoteCollateral Collateral { get; } = Platform.Intel.IssueCollateral(Time);

    public static SimulatedEnclave Application { get; } = new(
        new()
        {
            MrEnclave = new(SHA256.HashData("the application"u8)),
            MrSigner = new(SHA256.HashData("its signer"u8)),
        },
        new SimulatedCpu());

    /// <summary>What the application says to the quoting enclave.</summary>
    public static Report Report { get; } = Application.CreateReport(QuotingEnclave(), "said"u8);

    /// <summary>The quote of <see cref="Report"/>.</summary>
    public static Quote Quote { get; } = MakeQuote();

    private static TargetInfo QuotingEnclave() =>
        Platform.Initialize(AttestationKeyId.EcdsaP256, CancellationToken.None).AsTask().Result.TargetInfo;

    private static Quote MakeQuote() =>
        Platform.GetQuote(new(Report, AttestationKeyId.EcdsaP256), CancellationToken.None).AsTask().Result.Quote;
}
