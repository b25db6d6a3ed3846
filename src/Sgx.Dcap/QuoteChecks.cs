using System.Security.Cryptography;
using Sgx.Dcap.Certificates;
using Sgx.Quotes;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap;

/// <summary>What must hold inside a quote, given the certificate of its platform.</summary>
internal static class QuoteChecks
{
    public static void RequireIntel(this Quote quote)
    {
        if (quote.Version != Quote.OldestVersion)
            throw new QuoteRejectedException(UnsupportedQuoteFormat, $"version {quote.Version} is not verified yet");
        if (!quote.Header.QeVendorId.SequenceEqual(IntelQuotingEnclaves.VendorId))
            throw new QuoteRejectedException(
                UnsupportedQuoteFormat, $"QE vendor {Convert.ToHexStringLower(quote.Header.QeVendorId)} is not Intel");
    }

    public static void RequireQeReportSignedBy(this Quote quote, Certificate pck)
    {
        if (!pck.PublicKey.HasSigned(quote.Signature.QeReport.Bytes, quote.Signature.QeReportSignature))
            throw new QuoteRejectedException(InvalidQeReportSignature, "the QE report is not signed by the PCK");
    }

    /// <summary>
    /// Report data are SHA-256(attestation key || authentication data), then 32 zeros: all 64 bytes count.
    /// </summary>
    public static void RequireQeReportBindsKey(this Quote quote)
    {
        var signature = quote.Signature;
        Span<byte> expected = stackalloc byte[ReportBody.ReportDataSize];
        expected.Clear();
        _ = SHA256.HashData([.. signature.AttestationKey, .. signature.AuthenticationData.Span], expected);
        if (!signature.QeReport.ReportData.SequenceEqual(expected))
            throw new QuoteRejectedException(InvalidQeReportData, "the QE report does not bind the attestation key");
    }

    public static void RequireSignedByAttestationKey(this Quote quote)
    {
        var key = new EcdsaPublicKey(quote.Signature.AttestationKey);
        if (key.HasSigned(quote.SignedBytes, quote.Signature.Signature))
            return;
        throw key.IsOnCurve
            ? new QuoteRejectedException(InvalidQuoteSignature, "the quote is not signed by its attestation key")
            : new QuoteRejectedException(UnsupportedQuoteFormat, "the attestation key is not a point of P-256");
    }
}
