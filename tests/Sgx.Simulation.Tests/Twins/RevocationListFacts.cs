namespace Sgx.Simulation.Tests.Twins;

/// <summary>What Intel's CRLs look like, node by node; * stands for any value.</summary>
internal static class RevocationListFacts
{
    public static IEnumerable<string> WithoutEntries(string issuer) => List(issuer, entries: [], extensions: "0.0.5");

    public static IEnumerable<string> WithEntries(string issuer) => List(issuer, RevokedEntries, extensions: "0.0.6");

    private static IEnumerable<string> List(string issuer, IEnumerable<string> entries, string extensions) =>
    [
        "0: Sequence",
        "0.0: Sequence",
        "0.0.0: Integer 01",
        "0.0.1: Sequence 1.2.840.10045.4.3.2",
        .. CertificateFacts.Name("0.0.2", issuer),
        "0.0.3: UtcTime *",
        "0.0.4: UtcTime *",
        .. entries,
        $"{extensions}: [0]",
        $"{extensions}.0: Sequence",
        $"{extensions}.0.0: Sequence 2.5.29.20",
        "[2.5.29.20].0: OctetString of DER",
        "[2.5.29.20].0.0: Integer 01",
        $"{extensions}.0.1: Sequence 2.5.29.35",
        .. CertificateFacts.AuthorityKeyId,
        .. CertificateFacts.Signature,
    ];

    private static IEnumerable<string> RevokedEntries =>
    [
        "0.0.5: Sequence",
        "0.0.5.*: Sequence",
        "0.0.5.*.0: Integer *",
        "0.0.5.*.1: UtcTime *",
        "0.0.5.*.2: Sequence",
        "0.0.5.*.2.0: Sequence 2.5.29.21",
        "[2.5.29.21].0: OctetString of DER",
        "[2.5.29.21].0.0: Enumerated 01",
    ];
}
