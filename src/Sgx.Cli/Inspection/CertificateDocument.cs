using System.Text.Json.Nodes;
using Sgx.Cli.Output;
using Sgx.Dcap.Certificates;

namespace Sgx.Cli.Inspection;

/// <summary>What certificates say. Nothing of it has been verified.</summary>
internal static class CertificateDocument
{
    /// <exception cref="SgxFormatException">Not strict PEM of certificates of this hierarchy.</exception>
    public static JsonArray OfPem(ReadOnlyMemory<byte> pem, bool showsIdentifiers) =>
        Json.Array(CertificateFacts.OfPem(pem).Select(certificate => Of(certificate, showsIdentifiers)));

    /// <exception cref="SgxFormatException">Not strict DER of such a certificate.</exception>
    public static JsonArray OfDer(ReadOnlyMemory<byte> der, bool showsIdentifiers) =>
        new((JsonNode)Of(CertificateFacts.OfDer(der), showsIdentifiers));

    private static JsonObject Of(CertificateFacts certificate, bool showsIdentifiers) => new()
    {
        ["role"] = certificate.Role,
        ["subject"] = certificate.Subject,
        ["issuer"] = certificate.Issuer,
        ["serialNumber"] = certificate.SerialNumber,
        ["notBefore"] = Json.Instant(certificate.NotBefore),
        ["notAfter"] = Json.Instant(certificate.NotAfter),
        ["isCa"] = certificate.IsCa,
        ["sha256"] = certificate.Sha256,
        ["intelRootKey"] = certificate.IsIntelRoot,
        ["pck"] = certificate.Pck is { } pck ? PckDocument.Of(pck, showsIdentifiers) : null,
    };
}
