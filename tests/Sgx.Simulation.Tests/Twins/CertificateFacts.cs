namespace Sgx.Simulation.Tests.Twins;

/// <summary>What Intel's certificates look like, node by node; * stands for any value.</summary>
internal static class CertificateFacts
{
    private const string RootCrlUrl = "https://certificates.simulated.invalid/IntelSGXRootCA.der";

    private const string RootCa = "Intel SGX Root CA";

    public static IEnumerable<string> Root { get; } = Certificate(RootCa, RootCa, Authority(pathLength: 1));

    public static IEnumerable<string> TcbSigning { get; } =
        Certificate(RootCa, "Intel SGX TCB Signing", Signer(RootCrlUrl));

    public static IEnumerable<string> PckCa(PckCa ca) =>
        Certificate(RootCa, $"Intel SGX PCK {ca} CA", Authority(pathLength: 0));

    public static IEnumerable<string> Pck(PckCa ca) => Certificate(
        $"Intel SGX PCK {ca} CA",
        "Intel SGX PCK Certificate",
        [
            .. Signer(PckCrlUrl(ca)),
            .. SgxExtensionFacts.Of(ca),
        ]);

    private static string PckCrlUrl(PckCa ca) => "https://api.simulated.invalid/sgx/certification/v4/"
        + (ca == Simulation.PckCa.Platform ? "pckcrl?ca=platform&encoding=der" : "pckcrl?ca=processor&encoding=der");

    private static IEnumerable<string> Certificate(string issuer, string subject, IEnumerable<string> extensions) =>
    [
        "0: Sequence",
        "0.0: Sequence",
        "0.0.0: [0]",
        "0.0.0.0: Integer 02",
        "0.0.1: Integer *",
        "0.0.2: Sequence 1.2.840.10045.4.3.2",
        .. Name("0.0.3", issuer),
        "0.0.4: Sequence",
        "0.0.4.0: UtcTime 180521104510Z",
        "0.0.4.1: UtcTime 491231235959Z",
        .. Name("0.0.5", subject),
        "0.0.6: Sequence",
        "0.0.6.0: Sequence 1.2.840.10045.2.1",
        "0.0.6.0[1.2.840.10045.2.1].0: ObjectIdentifier 2a8648ce3d030107",
        "0.0.6.1: BitString(66) *",
        "0.0.7: [3]",
        "0.0.7.0: Sequence",
        .. extensions,
        .. Signature,
    ];

    /// <summary>A name, at that path.</summary>
    public static IEnumerable<string> Name(string path, string commonName) =>
    [
        $"{path}: Sequence",
        .. Attribute($"{path}.0", "2.5.4.3", $"UTF8String {commonName}"),
        .. Attribute($"{path}.1", "2.5.4.10", "UTF8String Simulated Intel Corporation"),
        .. Attribute($"{path}.2", "2.5.4.7", "UTF8String Santa Clara"),
        .. Attribute($"{path}.3", "2.5.4.8", "UTF8String CA"),
        .. Attribute($"{path}.4", "2.5.4.6", "PrintableString US"),
    ];

    private static IEnumerable<string> Attribute(string path, string oid, string value) =>
        [$"{path}: Set", $"{path}.0: Sequence {oid}", $"{path}.0[{oid}].0: {value}"];

    private static IEnumerable<string> Authority(int pathLength) =>
    [
        .. Common(RootCrlUrl, keyUsage: "0106"),
        "[2.5.29.19].1.0: Sequence",
        "[2.5.29.19].1.0.0: Boolean ff",
        $"[2.5.29.19].1.0.1: Integer {pathLength:x2}",
    ];

    private static IEnumerable<string> Signer(string crlUrl) =>
        [.. Common(crlUrl, keyUsage: "06c0"), "[2.5.29.19].1.0: Sequence"];

    private static IEnumerable<string> Common(string crlUrl, string keyUsage) =>
    [
        "0.0.7.0.0: Sequence 2.5.29.35",
        .. AuthorityKeyId,
        "0.0.7.0.1: Sequence 2.5.29.31",
        "[2.5.29.31].0: OctetString of DER",
        "[2.5.29.31].0.0: Sequence",
        "[2.5.29.31].0.0.0: Sequence",
        "[2.5.29.31].0.0.0.0: [0]",
        "[2.5.29.31].0.0.0.0.0: [0]",
        $"[2.5.29.31].0.0.0.0.0.0: [6] {crlUrl}",
        "0.0.7.0.2: Sequence 2.5.29.14",
        "[2.5.29.14].0: OctetString of DER",
        "[2.5.29.14].0.0: OctetString(20) *",
        "0.0.7.0.3: Sequence 2.5.29.15",
        "[2.5.29.15].0: Boolean ff",
        "[2.5.29.15].1: OctetString of DER",
        $"[2.5.29.15].1.0: BitString(2) {keyUsage}",
        "0.0.7.0.4: Sequence 2.5.29.19",
        "[2.5.29.19].0: Boolean ff",
        "[2.5.29.19].1: OctetString of DER",
    ];

    public static IEnumerable<string> AuthorityKeyId =>
        ["[2.5.29.35].0: OctetString of DER", "[2.5.29.35].0.0: Sequence", "[2.5.29.35].0.0.0: [0](20) *"];

    public static IEnumerable<string> Signature =>
    [
        "0.1: Sequence 1.2.840.10045.4.3.2",
        "0.2: BitString of DER",
        "0.2.0: Sequence",
        "0.2.0.0: Integer *",
        "0.2.0.1: Integer *",
    ];
}
