using System.Text.Json.Nodes;
using Sgx.Cli.Output;
using Sgx.Dcap.Certificates;
using Sgx.Quotes;

namespace Sgx.Cli.Inspection;

/// <summary>What the PCK certificate in a quote says of the platform. Nothing of it has been verified.</summary>
internal static class PckDocument
{
    /// <summary>Null where the quote carries none.</summary>
    /// <exception cref="SgxFormatException">What it carries is malformed.</exception>
    public static JsonObject? Of(Quote quote) =>
        quote.Signature.CertificationData.Type is CertificationDataType.PckChain ? Of(PckCertificate.In(quote)) : null;

    private static JsonObject Of(PckCertificate pck) => new()
    {
        ["fmspc"] = pck.Fmspc,
        ["pceId"] = pck.PceId,
        ["tcbComponents"] = Json.Array(pck.TcbComponents.ToArray().Select(svn => (JsonNode)svn)),
        ["pceSvn"] = pck.PceSvn,
        ["ca"] = pck.IsByPlatformCa ? "platform" : "processor",
        ["issuer"] = pck.Issuer,
        ["notBefore"] = Json.Instant(pck.NotBefore),
        ["notAfter"] = Json.Instant(pck.NotAfter),
    };
}
