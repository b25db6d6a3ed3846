namespace Sgx.Simulation.Tests.Twins;

/// <summary>What the SGX extension of a PCK certificate looks like, node by node; * stands for any value.</summary>
internal static class SgxExtensionFacts
{
    private const string SgxArc = "1.2.840.113741.1.13.1";

    public static IEnumerable<string> Of(PckCa ca) =>
    [
        $"0.0.7.0.5: Sequence {SgxArc}",
        $"[{SgxArc}].0: OctetString of DER",
        $"[{SgxArc}].0.0: Sequence",
        .. Entry($"[{SgxArc}].0.0.0", "1", "OctetString(16) *"),
        .. Entry($"[{SgxArc}].0.0.1", "2", "Sequence"),
        .. Enumerable.Range(1, 17).SelectMany(i => Entry($"[{SgxArc}.2].0.{i - 1}", $"2.{i}", "Integer *")),
        .. Entry($"[{SgxArc}.2].0.17", "2.18", "OctetString(16) *"),
        .. Entry($"[{SgxArc}].0.0.2", "3", "OctetString(2) 0000"),
        .. Entry($"[{SgxArc}].0.0.3", "4", "OctetString(6) 53494d000001"),
        .. Entry($"[{SgxArc}].0.0.4", "5", $"Enumerated {(ca == PckCa.Platform ? "01" : "00")}"),
        .. ca == PckCa.Platform ? PlatformEntries : [],
    ];

    private static IEnumerable<string> PlatformEntries { get; } =
    [
        .. Entry($"[{SgxArc}].0.0.5", "6", "OctetString(16) *"),
        .. Entry($"[{SgxArc}].0.0.6", "7", "Sequence"),
        .. Entry($"[{SgxArc}.7].0.0", "7.1", "Boolean ff"),
        .. Entry($"[{SgxArc}.7].0.1", "7.2", "Boolean 00"),
        .. Entry($"[{SgxArc}.7].0.2", "7.3", "Boolean 00"),
    ];

    private static IEnumerable<string> Entry(string path, string oid, string value) =>
        [$"{path}: Sequence {SgxArc}.{oid}", $"[{SgxArc}.{oid}].0: {value}"];
}
