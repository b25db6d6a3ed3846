using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Sgx.Cli.Output;
using Sgx.Quotes;

namespace Sgx.Cli.Inspection;

/// <summary>What the PCK certificate in a quote says of the platform. Nothing of it has been verified.</summary>
internal static class PckDocument
{
    /// <summary>Null where the quote carries no PCK certificate.</summary>
    /// <exception cref="SgxFormatException">What it carries is not one.</exception>
    public static JsonObject? Of(Quote quote)
    {
        var chain = PckChain.Read(quote);
        return chain.Pck is { } pck ? Describe(pck, SgxExtension.Of(pck), chain.Root) : null;
    }

    private static JsonObject Describe(X509Certificate2 pck, SgxExtension platform, X509Certificate2? root) => new()
    {
        ["fmspc"] = Json.Hex(platform.Fmspc),
        ["pceId"] = Json.Hex(platform.PceId),
        ["tcbComponents"] = Json.Array(platform.TcbComponents.Select(svn => (JsonNode)svn)),
        ["pceSvn"] = platform.PceSvn,
        ["cpuSvn"] = Json.Hex(platform.CpuSvn),
        ["ca"] = pck.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
        ["subject"] = pck.Subject,
        ["serialNumber"] = Json.Hex(pck.SerialNumberBytes.Span),
        ["notBefore"] = Json.Instant(pck.NotBefore),
        ["notAfter"] = Json.Instant(pck.NotAfter),
        ["root"] = root is null ? null : Root(root),
    };

    public static JsonObject Root(X509Certificate2 root) => new()
    {
        ["subject"] = root.Subject,
        ["sha256"] = Json.Hex(SHA256.HashData(root.RawData)),
    };
}
