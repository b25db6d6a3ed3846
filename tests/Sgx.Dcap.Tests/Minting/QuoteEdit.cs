using Sgx.Quotes;

namespace Sgx.Dcap.Tests.Minting;

/// <summary>A quote taken apart and put together again with something changed.</summary>
internal static class QuoteEdit
{
    public static Quote With(this Quote quote, Func<QuoteParts, QuoteParts> change)
    {
        var signature = quote.Signature;
        return Quote.Assemble(change(new()
        {
            SignedBytes = quote.SignedBytes.ToArray(),
            Signature = signature.Signature.ToArray(),
            AttestationKey = signature.AttestationKey.ToArray(),
            QeReport = signature.QeReport.Bytes.ToArray(),
            QeReportSignature = signature.QeReportSignature.ToArray(),
            AuthenticationData = signature.AuthenticationData,
            CertificationData = signature.CertificationData,
        }));
    }

    public static Quote WithChain(this Quote quote, ReadOnlyMemory<byte> pem) =>
        quote.With(parts => parts with { CertificationData = new(CertificationDataType.PckChain, pem) });

    /// <summary>The same bytes but for one.</summary>
    public static byte[] Flip(this ReadOnlyMemory<byte> bytes, int offset, byte mask)
    {
        var flipped = bytes.ToArray();
        flipped[offset] ^= mask;
        return flipped;
    }
}
