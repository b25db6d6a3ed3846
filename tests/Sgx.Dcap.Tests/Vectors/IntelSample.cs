using System.Text;
using Sgx.Dcap.Certificates;
using Sgx.Quotes;
using Sgx.Testing;

namespace Sgx.Dcap.Tests.Vectors;

/// <summary>
/// Intel's sample of its verification library: a quote with its PPID alone, and certificates beside it, of a root of
/// their own.
/// </summary>
internal static class IntelSample
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    /// <summary>PEM: the PCK certificate alone.</summary>
    public static byte[] PckCertificate => Part("pckCert.pem");

    public static QuoteVerdict Verify(byte[]? pckCertificate) =>
        new QuoteVerifier(TrustAnchor.FromPem(Encoding.ASCII.GetString(Part("trustedRootCaCert.pem")))).Verify(
            Quote.Parse(Part("quote.dat")),
            new()
            {
                PckCertificateChain = pckCertificate is null ? default(ReadOnlyMemory<byte>?) : pckCertificate,
                PckCrlIssuerChain = Part("pckSignChain.pem"),
                RootCaCrl = Part("rootCaCrl.der"),
                PckCrl = Part("intermediateCaCrl.der"),
                TcbInfoIssuerChain = Part("tcbSignChain.pem"),
                TcbInfo = Part("tcbInfo.json"),
                QeIdentityIssuerChain = Part("tcbSignChain.pem"),
                QeIdentity = Part("qeIdentity.json"),
            },
            Time);

    private static byte[] Part(string name) =>
        File.ReadAllBytes(RepositoryRoot.SharedOrSkip("vectors", "v3-intel-qvl-sample-sgx", name));
}
