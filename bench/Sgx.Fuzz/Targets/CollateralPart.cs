using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;

namespace Sgx.Fuzz.Targets;

/// <summary>A part of what a relying party is served, and what reads it.</summary>
/// <param name="Name">As a file name.</param>
/// <param name="Good">The simulated Intel's.</param>
/// <param name="Read">The parser, and what the values are for, past every signature; throws when it refuses.</param>
/// <param name="Replace">Puts bytes in its place; null when it has none in the collateral.</param>
/// <param name="IsOfTdx">Whether it is of the collateral for TDs.</param>
internal sealed record CollateralPart(
    string Name, ReadOnlyMemory<byte> Good, Action<ReadOnlyMemory<byte>> Read,
    Func<QuoteCollateral, ReadOnlyMemory<byte>, QuoteCollateral>? Replace = null,
    bool IsOfTdx = false)
{
    private static readonly QuoteCollateral Served = SimulatedNode.Collateral;
    private static readonly QuoteCollateral ServedOfTdx = SimulatedNode.TdCollateral;
    private static readonly ReadOnlyMemory<byte> TcbInfoOfVersion2 = SimulatedNode.Platform.Intel
        .IssueCollateral(SimulatedNode.Time, new() { TcbInfoVersion = 2 }).TcbInfo;

    private static readonly byte[] PckChainPem = Encoding.ASCII.GetBytes(SimulatedNode.Platform.Intel.PckChainPem);

    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The place in the list is the first byte of committed inputs: add at the end.
    public static IReadOnlyList<CollateralPart> All { get; } =
    [
        new("tcb-info", Served.TcbInfo, ReadSigned<TcbInfo>, (all, part) => all with { TcbInfo = part }),
        new("qe-identity", Served.QeIdentity, ReadSigned<QeIdentity>, (all, part) => all with { QeIdentity = part }),
        Listed("root-ca-crl", Served.RootCaCrl, (all, part) => all with { RootCaCrl = part }),
        Listed("pck-crl", Served.PckCrl, (all, part) => all with { PckCrl = part }),
        Listed("pck-crl-issuer-chain", Served.PckCrlIssuerChain, (all, part) => all with { PckCrlIssuerChain = part }),
        new("tcb-signing-chain", Served.TcbInfoIssuerChain, LeaveUnread,
            (all, part) => all with { TcbInfoIssuerChain = part }),
        new("pck-chain", PckChainPem, RelyingParty.JudgePckChain),
        new("pck-certificate", Pem.ReadCertificates(PckChainPem, count: 3)[0], ReadCertificate),
        new("tcb-info-document", Member<TcbInfo>(Served.TcbInfo), ReadDocument<TcbInfo>),
        new("qe-identity-document", Member<QeIdentity>(Served.QeIdentity), ReadDocument<QeIdentity>),
        new("tdx-tcb-info", ServedOfTdx.TcbInfo, ReadSigned<TcbInfo>,
            (all, part) => all with { TcbInfo = part }, IsOfTdx: true),
        new("td-qe-identity", ServedOfTdx.QeIdentity, ReadSigned<QeIdentity>,
            (all, part) => all with { QeIdentity = part }, IsOfTdx: true),
        new("tdx-tcb-info-document", Member<TcbInfo>(ServedOfTdx.TcbInfo), ReadDocument<TcbInfo>),
        new("tcb-info-2-document", Member<TcbInfo>(TcbInfoOfVersion2), ReadDocument<TcbInfo>),
        new("td-qe-identity-document", Member<QeIdentity>(ServedOfTdx.QeIdentity), ReadDocument<QeIdentity>),
        new("root-certificate", Pem.ReadCertificates(PckChainPem, count: 3)[2],
            der => CertificateRole.Root.Require(Certificate.Parse(der), casBelow: 1)),
        new("trusted-root", Encoding.ASCII.GetBytes(SimulatedNode.Platform.Intel.TrustedRootPem),
            RelyingParty.JudgeRoot),
        new("qe-signing-chain", Served.QeIdentityIssuerChain, LeaveUnread,
            (all, part) => all with { QeIdentityIssuerChain = part }),
        new("bundle", Bundle(), json => CollateralBundle.Parse(json)),
    ];

    // The list, or its issuers, is also asked for what it revokes, whoever has signed it.
    private static CollateralPart Listed(
        string name, ReadOnlyMemory<byte> good,
        Func<QuoteCollateral, ReadOnlyMemory<byte>, QuoteCollateral> replace) =>
        new(name, good, part => RelyingParty.JudgeRevocation(replace(Served, part)), replace);

    private static void Judge<T>(T document)
    {
        if (document is TcbInfo info)
            RelyingParty.Judge(info);
        else if (document is QeIdentity identity)
            RelyingParty.Judge(identity);
    }

    // Its chains are left short, since nothing looks at them here.
    private static byte[] Bundle() => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
    {
        ["pck_crl_issuer_chain"] = "a chain",
        ["root_ca_crl"] = Convert.ToHexStringLower(Served.RootCaCrl.Span),
        ["pck_crl"] = Convert.ToHexStringLower(Served.PckCrl.Span),
        ["tcb_info_issuer_chain"] = "another",
        ["tcb_info"] = Encoding.UTF8.GetString(Member<TcbInfo>(Served.TcbInfo)),
        ["tcb_info_signature"] = "00ff",
        ["qe_identity_issuer_chain"] = "a third",
        ["qe_identity"] = Encoding.UTF8.GetString(Member<QeIdentity>(Served.QeIdentity)),
        ["qe_identity_signature"] = "ff00",
    }, Relaxed);

    private static void ReadSigned<T>(ReadOnlyMemory<byte> json)
        where T : ISignedDocument<T> => ReadDocument<T>(Member<T>(json));

    private static void ReadDocument<T>(ReadOnlyMemory<byte> json)
        where T : ISignedDocument<T>
    {
        var document = T.Parse(StrictJson.Read(json.Span, T.Title));
        StrictJson.RequireCompact(json.Span, T.Title);
        Judge(document);
    }

    private static byte[] Member<T>(ReadOnlyMemory<byte> envelope)
        where T : ISignedDocument<T> => StrictJson.Read(envelope.Span, T.Title).Object(T.Member).Utf8.ToArray();

    private static void ReadCertificate(ReadOnlyMemory<byte> der)
    {
        var certificate = Certificate.Parse(der);
        _ = PckExtension.Of(certificate);
        CertificateRole.Pck.Require(certificate, casBelow: 0);
        _ = CertificateFacts.OfDer(der);
    }

    // No signature stands before it in a verification.
    private static void LeaveUnread(ReadOnlyMemory<byte> pem)
    {
    }
}
