using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;

namespace RemoteAttestation;

/// <summary>On which terms a relying party gives its secret.</summary>
internal sealed record RelyingPartyTerms
{
    /// <summary>Bytes of the longest secret that RSA-3072 with OAEP and SHA-256 can encrypt.</summary>
    public const int MaxSecret = 318;

    public required TrustAnchor Anchor { get; init; }

    public required QuoteCollateral Collateral { get; init; }

    public required EnclavePolicy Policy { get; init; }

    /// <summary>As of when to verify.</summary>
    public required Func<DateTimeOffset> Time { get; init; }

    public required ReadOnlyMemory<byte> Secret { get; init; }
}
