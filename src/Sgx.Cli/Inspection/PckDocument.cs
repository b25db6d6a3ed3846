using System.Text.Json.Nodes;
using Sgx.Cli.Output;
using Sgx.Dcap.Certificates;
using Sgx.Quotes;

namespace Sgx.Cli.Inspection;

/// <summary>What a PCK certificate says of the platform. Nothing of it has been verified.</summary>
internal static class PckDocument
{
    /// <summary>Null where the quote carries none.</summary>
    /// <exception cref="SgxFormatException">What it carries is malformed.</exception>
    public static JsonObject? Of(Quote quote, bool showsIdentifiers) =>
        quote.Signature.CertificationData.Type is CertificationDataType.PckChain
            ? Of(PckCertificate.In(quote), showsIdentifiers)
            : null;

    /// <param name="pck">The certificate.</param>
    /// <param name="showsIdentifiers">Whether to show what tells this machine from all others; else it is null.</param>
    public static JsonObject Of(PckCertificate pck, bool showsIdentifiers) => new()
    {
        ["fmspc"] = pck.Fmspc,
        ["pceId"] = pck.PceId,
        ["tcbComponents"] = Json.Array(pck.TcbComponents.ToArray().Select(svn => (JsonNode)svn)),
        ["pceSvn"] = pck.PceSvn,
        ["ca"] = pck.IsByPlatformCa ? "platform" : "processor",
        ["issuer"] = pck.Issuer,
        ["notBefore"] = Json.Instant(pck.NotBefore),
        ["notAfter"] = Json.Instant(pck.NotAfter),
        ["cpuSvn"] = Json.Hex(pck.CpuSvn.Span),
        ["sgxType"] = NameOf(pck.SgxType),
        ["dynamicPlatform"] = pck.DynamicPlatform,
        ["cachedKeys"] = pck.CachedKeys,
        ["smtEnabled"] = pck.SmtEnabled,
        ["ppid"] = showsIdentifiers ? Json.Hex(pck.Ppid.Span) : null,
        ["platformInstanceId"] =
            showsIdentifiers && pck.PlatformInstanceId is { } id ? Json.Hex(id.Span) : null,
    };

    private static string NameOf(byte sgxType) => sgxType switch
    {
        0 => "standard",
        1 => "scalable",
        2 => "scalableWithIntegrity",
        _ => $"{sgxType}",
    };
}
