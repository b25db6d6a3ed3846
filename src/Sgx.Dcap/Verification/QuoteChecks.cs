using System.Security.Cryptography;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Verification;

/// <summary>What must hold inside a quote, given the certificate of its platform.</summary>
internal static class QuoteChecks
{
    public static void RequireIntel(this Quote quote)
    {
        if (!quote.Header.QeVendorId.SequenceEqual(IntelQuotingEnclaves.VendorId))
            throw new QuoteRejectedException(
                UnsupportedQuoteFormat, $"QE vendor {Convert.ToHexStringLower(quote.Header.QeVendorId)} is not Intel");
    }

    /// <summary>SGX or TDX, the collateral and the quote alike.</summary>
    public static void RequireKindOf(this Quote quote, TcbInfo info)
    {
        if (quote.IsTd != info.IsTdx)
            throw new QuoteRejectedException(
                TcbInfoMismatch, $"the TCB info is about {info.Id}, the quote about {(quote.IsTd ? "TDX" : "SGX")}");
        if (quote.IsTd)
            info.RequireModuleOf(quote.TdBody);
    }

    /// <summary>What Intel calls the enclave that makes such quotes.</summary>
    public static string QuotingEnclaveId(this Quote quote) =>
        quote.IsTd ? QeIdentity.TdQeId : QeIdentity.QeId;

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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(signature.AttestationKey);
        hash.AppendData(signature.AuthenticationData.Span);
        _ = hash.GetHashAndReset(expected);
        if (!signature.QeReport.ReportData.SequenceEqual(expected))
            throw new QuoteRejectedException(InvalidQeReportData, "the QE report does not bind the attestation key");
    }

    public static void RequireSignedBy(this Quote quote, EcdsaPublicKey attestationKey)
    {
        if (attestationKey.HasSigned(quote.SignedBytes, quote.Signature.Signature))
            return;
        throw attestationKey.IsOnCurve
            ? new QuoteRejectedException(InvalidQuoteSignature, "the quote is not signed by its attestation key")
            : new QuoteRejectedException(UnsupportedQuoteFormat, "the attestation key is not a point of P-256");
    }
}
