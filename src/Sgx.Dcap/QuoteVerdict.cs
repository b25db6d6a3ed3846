using Sgx.Dcap.Collateral;

namespace Sgx.Dcap;

/// <summary>The answer about a quote: its claims exist only in the answer that vouches for them.</summary>
public abstract record QuoteVerdict
{
    private QuoteVerdict()
    {
    }

    /// <summary>
    /// A genuine platform made the quote; how well patched it is, and by how fresh a word, stands beside.
    /// </summary>
    public sealed record Verified : QuoteVerdict
    {
        /// <summary>What the quote says of the enclave or the TD.</summary>
        public required QuoteClaims Claims { get; init; }

        /// <summary>The claims, if they are those of an enclave; otherwise null.</summary>
        public EnclaveClaims? Enclave => Claims as EnclaveClaims;

        /// <summary>The claims, if they are those of a trust domain; otherwise null.</summary>
        public TdClaims? Td => Claims as TdClaims;

        /// <summary>All parts of the platform together; never <see cref="Dcap.TcbStatus.Revoked"/>.</summary>
        public required TcbStatus TcbStatus { get; init; }

        /// <summary>The earlier of the dates of the TCB levels that matched.</summary>
        public required DateTimeOffset TcbDate { get; init; }

        /// <summary>
        /// Advisories that still apply, each once: the platform's, the quoting enclave's, the TDX module's.
        /// </summary>
        public required IReadOnlyList<string> AdvisoryIds { get; init; }

        /// <summary>The same part by part, and for a TD at its launch and at present.</summary>
        public required TcbAssessment Tcb { get; init; }

        /// <summary>Family, model, stepping, platform type, custom SKU: 12 lower-case hexadecimal digits.</summary>
        public required string Fmspc { get; init; }

        /// <summary>4 lower-case hexadecimal digits.</summary>
        public required string PceId { get; init; }

        /// <summary>The root that all of it rests on.</summary>
        public required RootCertificate Root { get; init; }

        /// <summary>What is proven about platform and collateral beside.</summary>
        public required SupplementalData Supplemental { get; init; }

        /// <summary>What was out of date, or not yet valid, at the time of verification.</summary>
        public required IReadOnlyList<ValidityPeriod> NotCurrent { get; init; }

        /// <summary>Whether anything was not current: then a newer word of Intel's may say otherwise.</summary>
        public bool CollateralExpired => NotCurrent.Count > 0;
    }

    /// <summary>The quote is not to be believed.</summary>
    /// <param name="Reason">The first check that failed.</param>
    /// <param name="Detail">What was found, for a person to read.</param>
    public sealed record Rejected(RejectionReason Reason, string Detail) : QuoteVerdict;
}

/// <summary>A root certificate as people tell it from others. Names are hints; the trust is in the anchor.</summary>
/// <param name="Subject">Its name, as <c>CN=Intel SGX Root CA, O=Intel Corporation</c>.</param>
/// <param name="Sha256">Of its DER: 64 lower-case hexadecimal digits.</param>
/// <param name="IsIntel">Its public key is that of Intel's SGX root.</param>
/// <param name="IsSimulated">Its organization says that the platform is simulated.</param>
public sealed record RootCertificate(string Subject, string Sha256, bool IsIntel, bool IsSimulated);
