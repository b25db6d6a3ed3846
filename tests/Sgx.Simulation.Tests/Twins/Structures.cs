using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;

namespace Sgx.Simulation.Tests.Twins;

/// <summary>The outlines of all that a verifier gets to see of one platform, by name.</summary>
internal static class Structures
{
    public const string Pck = "PCK certificate";
    public const string PckCa = "PCK CA certificate";
    public const string Root = "root certificate";
    public const string TcbSigning = "TCB signing certificate";
    public const string PckCrl = "PCK CRL";
    public const string RootCrl = "root CRL";
    public const string TcbInfo = "TCB info";
    public const string QeIdentity = "QE identity";
    public const string Quote = "quote";

    public static readonly string[] All = [Pck, PckCa, Root, TcbSigning, PckCrl, RootCrl, TcbInfo, QeIdentity, Quote];

    public static IReadOnlyList<OutlineNode> Of(string structure, Quote quote, QuoteCollateral collateral) =>
        structure switch
    {
        Pck => Certificate(quote.Signature.CertificationData.Bytes, 0),
        PckCa => Certificate(quote.Signature.CertificationData.Bytes, 1),
        Root => Certificate(quote.Signature.CertificationData.Bytes, 2),
        TcbSigning => Certificate(collateral.TcbInfoIssuerChain, 0),
        PckCrl => RevocationList(collateral.PckCrl),
        RootCrl => RevocationList(collateral.RootCaCrl),
        TcbInfo => JsonOutline.Of(collateral.TcbInfo),
        QeIdentity => JsonOutline.Of(collateral.QeIdentity),
        _ => QuoteOutline.Of(quote),
    };

    private static IReadOnlyList<OutlineNode> Certificate(ReadOnlyMemory<byte> pem, int position)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(Encoding.ASCII.GetString(pem.Span));
        return DerOutline.Of(certificates[position].RawData);
    }

    // However many certificates are revoked, the entries look alike. Without any, the extensions stand in their place.
    private static IReadOnlyList<OutlineNode> RevocationList(ReadOnlyMemory<byte> der)
    {
        var nodes = DerOutline.Of(der);
        return nodes.All(node => node.Path != "0.0.6")
            ? nodes
            : nodes.Select(node => node with { Path = WithoutEntryNumber(node.Path) }).Collapsed();
    }

    private static string WithoutEntryNumber(string path) => Regex.Replace(path, @"^0\.0\.5\.\d+", "0.0.5.*");
}
