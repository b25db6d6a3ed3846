using Sgx.Dcap.Certificates;
using Sgx.Quotes;

namespace Sgx.Dcap.Collateral;

/// <summary>Intel's JSON as it arrived: bytes and a signature, unreadable until they agree.</summary>
/// <remarks>
/// An envelope of two members, the document and <c>signature</c>: r then s as 128 hexadecimal digits, over SHA-256 of
/// the document's bytes from brace to brace. Those very bytes are kept; nothing is rendered again.
/// </remarks>
internal sealed class SignedDocument<T>
    where T : ISignedDocument<T>
{
    private const string SignatureMember = "signature";

    private readonly JsonMembers _document;
    private readonly byte[] _signature;

    private SignedDocument(JsonMembers envelope)
    {
        _document = envelope.Object(T.Member, T.Title);
        _signature = envelope.Hex(SignatureMember, QuoteSignature.RawEcdsaSize);
    }

    /// <summary>Opens the envelope.</summary>
    /// <exception cref="QuoteRejectedException">Malformed.</exception>
    public static SignedDocument<T> Parse(ReadOnlyMemory<byte> json) =>
        QuoteRejectedException.IfMalformed(T.Malformed, () => Open(json));

    /// <summary>Opens the envelope and reads the document, whoever signed it.</summary>
    /// <exception cref="SgxFormatException">Malformed.</exception>
    public static T ReadUnverified(ReadOnlyMemory<byte> json) => Open(json).Read();

    /// <summary>Reads the document, now that its signer vouches for it.</summary>
    /// <exception cref="QuoteRejectedException">The signer does not, or the document is malformed.</exception>
    public T Verify(Certificate signer)
    {
        if (!signer.PublicKey.HasSigned(_document.Utf8, _signature))
            throw new QuoteRejectedException(T.InvalidSignature, $"the {T.Title} is not signed by '{signer.Subject}'");

        return QuoteRejectedException.IfMalformed(T.Malformed, Read);
    }

    private static SignedDocument<T> Open(ReadOnlyMemory<byte> json)
    {
        CollateralFile.RequireDocumentSize(json.Span, T.Title);
        return new(StrictJson.Read(WithoutNul(json.Span), T.Title));
    }

    // In memory of Intel's libraries a document is a string of C.
    private static ReadOnlySpan<byte> WithoutNul(ReadOnlySpan<byte> json) => json is [.. var text, 0] ? text : json;

    private T Read()
    {
        StrictJson.RequireCompact(_document.Utf8, T.Title);
        return T.Parse(_document);
    }
}
