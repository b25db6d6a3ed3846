using System.Text.Json.Nodes;
using Sgx.Cli.Output;
using Sgx.Dcap.Certificates;

namespace Sgx.Cli.Inspection;

/// <summary>What a revocation list says. Nothing of it has been verified.</summary>
internal static class CrlDocument
{
    /// <exception cref="SgxFormatException">Not a revocation list.</exception>
    public static JsonObject Of(ReadOnlyMemory<byte> list) => Of(RevocationListFacts.Parse(list));

    private static JsonObject Of(RevocationListFacts list) => new()
    {
        ["issuer"] = list.Issuer,
        ["thisUpdate"] = Json.Instant(list.ThisUpdate),
        ["nextUpdate"] = Json.Instant(list.NextUpdate),
        ["number"] = $"{list.Number}",
        ["revokedCount"] = list.Revoked.Count,
        ["revoked"] = Json.Array(list.Revoked.Select(serial => (JsonNode?)serial)),
    };
}
