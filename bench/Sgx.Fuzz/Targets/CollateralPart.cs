using System.Text;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;

namespace Sgx.Fuzz.Targets;

/// <summary>A part of what a relying party is served, and what reads it.</summary>
/// <param name="Name">As a file name.</param>
/// <param name="Good">The simulated Intel's.</param>
/// <param name="Read">The parser, past every signature; throws when it refuses.</param>
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

    // The place in the list is the first byte of committed inputs: add at the end.
    public static IReadOnlyList<CollateralPart> All { get; } =
    [
        new("tcb-info", Served.TcbInfo, ReadSigned<TcbInfo>, (all, part) => all with { TcbInfo = part }),
        new("qe-identity", Served.QeIdentity, ReadSigned<QeIdentity>, (all, part) => all with { QeIdentity = part }),
        new("root-ca-crl", Served.RootCaCrl, ReadCrl, (all, part) => all with { RootCaCrl = part }),
        new("pck-crl", Served.PckCrl, ReadCrl, (all, part) => all with { PckCrl = part }),
        new("pck-crl-issuer-chain", Served.PckCrlIssuerChain, LeaveUnread,
            (all, part) => all with { PckCrlIssuerChain = part }),
        new("tcb-signing-chain", Served.TcbInfoIssuerChain, LeaveUnread,
            (all, part) => all with { TcbInfoIssuerChain = part }),
        new("pck-chain", PckChainPem, pem => PckChain.Parse(pem, new(root: null)).ReadExtension()),
        new("pck-certificate", Pem.ReadCertificates(PckChainPem, count: 3)[0], ReadCertificate),
        new("tcb-info-document", Member<TcbInfo>(Served.TcbInfo), ReadDocument<TcbInfo>),
        new("qe-identity-document", Member<QeIdentity>(Served.QeIdentity), ReadDocument<QeIdentity>),
        new("tdx-tcb-info", ServedOfTdx.TcbInfo, ReadSigned<TcbInfo>,
            (all, part) => all with { TcbInfo = part }, IsOfTdx: true),
        new("td-qe-identity", ServedOfTdx.QeIdentity, ReadSigned<QeIdentity>,
            (all, part) => all with { QeIdentity = part }, IsOfTdx: true),
        new("tdx-tcb-info-document", Member<TcbInfo>(ServedOfTdx.TcbInfo), ReadDocument<TcbInfo>),
        new("tcb-info-2-document", Member<TcbInfo>(TcbInfoOfVersion2), ReadDocument<TcbInfo>),
    ];

    private static void ReadSigned<T>(ReadOnlyMemory<byte> json)
        where T : ISignedDocument<T> => ReadDocument<T>(Member<T>(json));

    private static void ReadDocument<T>(ReadOnlyMemory<byte> json)
        where T : ISignedDocument<T>
    {
        _ = StrictJson.Read(json, T.Title, T.Parse);
        StrictJson.RequireCompact(json.Span, T.Title);
    }

    private static byte[] Member<T>(ReadOnlyMemory<byte> envelope)
        where T : ISignedDocument<T> => StrictJson.Read(envelope, T.Title, members => members.RawObject(T.Member));

    private static void ReadCrl(ReadOnlyMemory<byte> der) => CertificateRevocationList.Parse(der, "CRL");

    private static void ReadCertificate(ReadOnlyMemory<byte> der) => PckExtension.Of(Certificate.Parse(der));

    // No signature stands before it in a verification.
    private static void LeaveUnread(ReadOnlyMemory<byte> pem)
    {
    }
}
