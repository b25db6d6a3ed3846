using System.Security.Cryptography;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Testing;

/// <summary>A simulated node that is the same in every test: its platform, its time, an application on it.</summary>
public static class SimulatedNode
{
    /// <summary>When tests verify what the node makes.</summary>
    public static DateTimeOffset Time { get; } = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    public static SimulatedPlatformOptions Options { get; } =
        new() { Seed = SHA256.HashData("the node of the tests"u8) };

    public static SimulatedPlatform Platform { get; } = new(Options);

    /// <summary>What verifiers of the node's quotes trust.</summary>
    public static TrustAnchor Anchor { get; } = TrustAnchor.FromPem(Platform.Intel.TrustedRootPem);

    /// <summary>Good at <see cref="Time"/>.</summary>
    public static QuoteCollateral Collateral { get; } = Platform.Intel.IssueCollateral(Time);

    /// <summary>An application enclave on the node.</summary>
    public static SimulatedEnclave Application { get; } = new(
        new()
        {
            MrEnclave = new(SHA256.HashData("the application of the tests"u8)),
            MrSigner = new(SHA256.HashData("its signer"u8)),
            IsvProdId = 7,
            IsvSvn = 3,
        },
        new SimulatedCpu());

    /// <summary>For quotes of TDs, good at <see cref="Time"/>.</summary>
    public static QuoteCollateral TdCollateral { get; } =
        Platform.Intel.IssueCollateral(Time, new() { Tee = TeeType.Tdx });

    /// <summary>Who a trust domain on the node is.</summary>
    public static TdIdentity TdIdentity { get; } = new()
    {
        MrTd = SHA384.HashData("the trust domain of the tests"u8),
        Rtmrs = Enumerable.Range(0, 192).Select(i => (byte)i).ToArray(),
        MrConfigId = SHA384.HashData("its configuration"u8),
        MrOwner = SHA384.HashData("its owner"u8),
        MrOwnerConfig = SHA384.HashData("the owner's configuration"u8),
        MrServiceTd = SHA384.HashData("its service TD"u8),
    };

    /// <summary>A trust domain on the node.</summary>
    public static SimulatedTd Td { get; } = new(TdIdentity, Options.Tdx);

    /// <summary>A quote of the application with that report data.</summary>
    public static Task<Quote> Quote(byte[] reportData) => Quote(Platform, Application, reportData);

    /// <summary>A quote of an application by any platform.</summary>
    public static async Task<Quote> Quote(IQuotingPlatform platform, SimulatedEnclave application, byte[] reportData)
    {
        var info = await platform.Initialize(AttestationKeyId.EcdsaP256, CancellationToken.None);
        var report = application.CreateReport(info.TargetInfo, reportData);
        return (await platform.GetQuote(new(report, AttestationKeyId.EcdsaP256), CancellationToken.None)).Quote;
    }
}
