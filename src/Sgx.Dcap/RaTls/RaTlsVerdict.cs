using Sgx.Dcap.Policy;

namespace Sgx.Dcap.RaTls;

/// <summary>Whether a certificate's key is that of an enclave which is wanted.</summary>
public abstract record RaTlsVerdict
{
    private RaTlsVerdict()
    {
    }

    /// <summary>Whoever holds the private key is the enclave that the quote speaks of.</summary>
    public sealed record Accepted : RaTlsVerdict
    {
        /// <summary>How the certificate carried the quote.</summary>
        public required RaTlsFormat Format { get; init; }

        /// <summary>The quote, verified.</summary>
        public required QuoteVerdict.Verified Quote { get; init; }

        /// <summary>Whether the platform is one of those that the policy knows.</summary>
        public PlatformBinding PlatformBinding { get; init; }

        /// <summary>The key that the quote binds, as DER SubjectPublicKeyInfo.</summary>
        public required ReadOnlyMemory<byte> PublicKey { get; init; }

        /// <summary>The claim <c>nonce</c>, which the quote covers; null where there is none.</summary>
        public ReadOnlyMemory<byte>? Nonce { get; init; }

        /// <summary>Names of claims that were ignored, as nobody here knows them.</summary>
        public IReadOnlyList<string> UnknownClaims { get; init; } = [];
    }

    /// <summary>Not to be talked to.</summary>
    /// <param name="Step">The first step that failed.</param>
    /// <param name="Detail">What was found, for a person to read; no control characters.</param>
    public sealed record Refused(AppraisalStep Step, string Detail) : RaTlsVerdict
    {
        /// <summary>What the verifier said of the quote, if it was asked.</summary>
        public QuoteVerdict? Verdict { get; init; }

        /// <summary>What the policy wanted otherwise, if it was asked.</summary>
        public PolicyVerdict? Policy { get; init; }
    }
}
