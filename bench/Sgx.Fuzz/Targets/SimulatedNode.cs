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

    /// <summary>For quotes of TDs, good at <see cref="Time"/>.</summary>
    public static QuoteCollateral TdCollateral { get; } =
        Platform.Intel.IssueCollateral(Time, new() { Tee = TeeType.Tdx });

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

    /// <summary>What a trust domain says to the quoting enclaves of the machine.</summary>
    public static TdReport TdReport { get; } = new SimulatedTd(
        new() { MrTd = SHA384.HashData("the trust domain"u8), MrServiceTd = SHA384.HashData("its service TD"u8) },
        Platform.Options.Tdx).CreateReport("said"u8);

    /// <summary>A quote in every version and with every body that the platform makes.</summary>
    public static IReadOnlyList<Quote> Quotes { get; } =
    [
        Quote,
        Platform.QuoteEnclave(Report, 4),
        Platform.QuoteEnclave(Report, 5),
        Platform.QuoteTd(TdReport, 4),
        Platform.QuoteTd(TdReport, 5, QuoteBodyType.Td10),
        Platform.QuoteTd(TdReport, 5, QuoteBodyType.Td15),
    ];

    /// <summary>The collateral for such a quote.</summary>
    public static QuoteCollateral CollateralFor(Quote quote) => quote.IsTd ? TdCollateral : Collateral;

    private static TargetInfo QuotingEnclave() =>
        Platform.Initialize(AttestationKeyId.EcdsaP256, CancellationToken.None).AsTask().Result.TargetInfo;

    private static Quote MakeQuote() =>
        Platform.GetQuote(new(Report, AttestationKeyId.EcdsaP256), CancellationToken.None).AsTask().Result.Quote;
}
