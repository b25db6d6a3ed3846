using System.Security.Cryptography;
using Sgx.Quotes;

namespace Sgx.Dcap.RaTls;

/// <summary>A quote found in a certificate, and what it has to say of the certificate's key.</summary>
internal sealed class CarriedQuote
{
    private readonly ReadOnlyMemory<byte> _claimBytes;

    private CarriedQuote(RaTlsFormat format, Quote quote) => (Format, Quote) = (format, quote);

    public RaTlsFormat Format { get; }

    public Quote Quote { get; }

    /// <summary>Null in the legacy format.</summary>
    public EvidenceClaims? Claims { get; private init; }

    /// <exception cref="SgxFormatException">There is none, more than one, or it is malformed.</exception>
    public static CarriedQuote In(PeerCertificate certificate)
    {
        var (format, value) = QuoteExtension.In(certificate.Extensions);
        return format is RaTlsFormat.Legacy
            ? new(format, Quote.Parse(value.Span))
            : new(TaggedEvidence.Read(value));
    }

    private CarriedQuote(TaggedEvidence evidence) : this(RaTlsFormat.Interoperable, Quote.Parse(evidence.Quote.Span)) =>
        (Claims, _claimBytes) = (EvidenceClaims.Read(evidence.Claims), evidence.Claims);

    /// <summary>The report data speak of the claims, and these of the key; or of the key itself.</summary>
    /// <exception cref="RefusedException">They do not.</exception>
    public void RequireBinding(PeerPublicKey key)
    {
        var spoken = Claims is null ? key.Der : _claimBytes;
        if (!ReportData.SequenceEqual(ReportDataOf(spoken.Span)))
            throw new RefusedException(
                AppraisalStep.Binding, $"the report data are not of the certificate's {Subject}, then 32 zeros");
        if (Claims is { PublicKeyHash: var hash } && !hash.IsOf(key.Der.Span))
            throw new RefusedException(AppraisalStep.Binding, "the claim pubkey-hash is of another key");
    }

    /// <summary>SHA-256, then 32 zeros.</summary>
    public static byte[] ReportDataOf(ReadOnlySpan<byte> spoken)
    {
        var data = new byte[ReportBody.ReportDataSize];
        _ = SHA256.HashData(spoken, data);
        return data;
    }

    private ReadOnlySpan<byte> ReportData => Quote.IsTd ? Quote.TdBody.ReportData : Quote.Body.ReportData;

    private string Subject => Claims is null ? "public key: SHA-256" : "claims: SHA-256";
}
