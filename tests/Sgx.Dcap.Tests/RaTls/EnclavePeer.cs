using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.RaTls;
using Sgx.Testing;

namespace Sgx.Dcap.Tests.RaTls;

/// <summary>The application of the simulated node as a peer in TLS, and those who verify it.</summary>
internal static class EnclavePeer
{
    public const string Evidence = "2.23.133.5.4.9";
    public const string Legacy = "1.2.840.113741.1337.6";
    public const string LegacyMiswritten = "0.6.9.42.840.113741.1337.6";

    public static readonly EnclavePolicy Wanted = new() { MrEnclave = SimulatedNode.Application.Identity.MrEnclave };

    public static readonly QuoteVerifier Verifier = new(SimulatedNode.Anchor);

    public static FakeTimeProvider Clock { get; } = new(SimulatedNode.Time);

    public static QuoteOf Quoting { get; } = (reportData, _) => new(SimulatedNode.Quote(reportData.ToArray()));

    /// <summary>A certificate as <see cref="RaTlsCertificate"/> makes it.</summary>
    public static Task<X509Certificate2> Make(ECDsa key, RaTlsCertificateOptions? options = null) =>
        RaTlsCertificate.Create(key, Quoting, options, TestContext.Current.CancellationToken);

    /// <summary>A certificate in one format.</summary>
    public static Task<X509Certificate2> Make(ECDsa key, params RaTlsFormat[] formats) =>
        Make(key, new RaTlsCertificateOptions { Formats = new HashSet<RaTlsFormat>(formats) });

    /// <summary>A verifier of the node's quotes, unless it is told to want or to know something else.</summary>
    public static RaTlsVerifier Verify(
        EnclavePolicy? policy = null, QuoteCollateral? collateral = null, ILogger<RaTlsVerifier>? logger = null,
        Func<RaTlsVerdict.Accepted, string?>? objection = null) =>
        new(
            new(new OneCollateral(Verifier.Prepare(collateral ?? SimulatedNode.Collateral)), policy ?? Wanted, Clock),
            logger,
            Clock)
        {
            Objection = objection,
        };

    /// <summary>A quote whose report data are SHA-256 of that, then zeros.</summary>
    public static async Task<byte[]> QuoteFor(ReadOnlyMemory<byte> spoken)
    {
        var reportData = new byte[ReportBody.ReportDataSize];
        _ = SHA256.HashData(spoken.Span, reportData);
        return (await SimulatedNode.Quote(reportData)).Bytes.ToArray();
    }

    /// <summary>A certificate that says of itself what the test wants, signed by its key.</summary>
    public static byte[] Certify(ECDsa key, params X509Extension[] extensions) =>
        Certify(key, HashAlgorithmName.SHA256, extensions);

    public static byte[] Certify(ECDsa key, HashAlgorithmName hash, params X509Extension[] extensions)
    {
        var request = new CertificateRequest("CN=peer", key, hash);
        foreach (var extension in extensions)
            request.CertificateExtensions.Add(extension);
        var time = SimulatedNode.Time;
        using var certificate = request.CreateSelfSigned(time.AddYears(-9), time.AddYears(-8));
        return certificate.RawData;
    }

    public static X509Extension Extension(string oid, byte[] value, bool critical = false) => new(oid, value, critical);

    public static ECDsa NewKey(int bits = 256) =>
        ECDsa.Create(bits is 256 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384);

    /// <summary>The refusal, which must be one.</summary>
    public static RaTlsVerdict.Refused Refusal(RaTlsVerdict verdict) => Assert.IsType<RaTlsVerdict.Refused>(verdict);

    /// <summary>Collateral for every platform.</summary>
    internal sealed class OneCollateral(PreparedCollateral? prepared) : ICollateralSource
    {
        public PreparedCollateral? Find(CollateralKey key) => prepared;
    }
}
