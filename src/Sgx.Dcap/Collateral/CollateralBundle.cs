using System.Text;
using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.Collateral;

/// <summary>
/// Collateral as the one JSON object that verifiers hand around: strings, of PEM, hexadecimal DER and JSON.
/// Revocation lists may be PEM too.
/// </summary>
/// <remarks>
/// The format of the dcap-qvl library. It takes the signed documents apart, so their envelopes are put together again;
/// what is signed stays as it is.
/// </remarks>
public static class CollateralBundle
{
    private const string Title = "collateral bundle";

    // Ten members are read; each token costs memory, however short it is.
    private const int MaxTokens = 10_000;

    /// <summary>Reads a bundle. Nothing in it is verified, and members that are not collateral are ignored.</summary>
    /// <exception cref="SgxFormatException">
    /// Not such an object, over <see cref="CollateralFile.MaxSize"/>, or a document in it is not one JSON object of at
    /// most <see cref="CollateralFile.MaxDocument"/>.
    /// </exception>
    public static QuoteCollateral Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > CollateralFile.MaxSize)
            throw new SgxFormatException(Title, $"at most {CollateralFile.MaxSize} bytes", $"{json.Length}");
        var bundle = StrictJson.Read(json.Span, Title, MaxTokens);
        return new()
        {
            PckCertificateChain = OptionalText(bundle, "pck_certificate_chain"),
            PckCrlIssuerChain = Text(bundle, "pck_crl_issuer_chain"),
            RootCaCrl = Crl(bundle, "root_ca_crl"),
            PckCrl = Crl(bundle, "pck_crl"),
            TcbInfoIssuerChain = Text(bundle, "tcb_info_issuer_chain"),
            TcbInfo = Envelope(bundle, Collateral.TcbInfo.Member, "tcb_info"),
            QeIdentityIssuerChain = Text(bundle, "qe_identity_issuer_chain"),
            QeIdentity = Envelope(bundle, QeIdentity.Member, "qe_identity"),
        };
    }

    private static ReadOnlyMemory<byte> Text(JsonMembers bundle, string name) =>
        Encoding.UTF8.GetBytes(bundle.String(name));

    // A plain null would become bytes of which there are none.
    private static ReadOnlyMemory<byte>? OptionalText(JsonMembers bundle, string name) =>
        bundle.HasValue(name) ? Text(bundle, name) : default(ReadOnlyMemory<byte>?);

    private static ReadOnlyMemory<byte> Crl(JsonMembers bundle, string name) =>
        CrlForm.OfText(Text(bundle, name).Span, $"{Title}.{name}");

    private static byte[] Envelope(JsonMembers bundle, string member, string name)
    {
        var document = Text(bundle, name).Span;
        RequireOneObject(document, $"{Title}.{name}");
        var signature = Convert.ToHexStringLower(bundle.Hex($"{name}_signature"));
        return
        [
            .. Encoding.UTF8.GetBytes($"{{\"{member}\":"), .. document,
            .. Encoding.UTF8.GetBytes($",\"signature\":\"{signature}\"}}"),
        ];
    }

    // What stood before or behind it would become members of the envelope, which nobody has signed.
    private static void RequireOneObject(ReadOnlySpan<byte> document, string name)
    {
        CollateralFile.RequireDocumentSize(document, name);
        var rest = document.Length - StrictJson.Read(document, name).Utf8.Length;
        if (rest > 0)
            throw new SgxFormatException(name, "one object, from brace to brace", $"{rest} bytes around it");
    }
}
