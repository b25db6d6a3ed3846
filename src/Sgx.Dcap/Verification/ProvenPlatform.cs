using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;

namespace Sgx.Dcap.Verification;

/// <summary>
/// A platform whose certificates hold and whose quoting enclave vouches for an attestation key: all that a quote's
/// signature data prove but for the first 64 bytes of it, the signature over the enclave's report.
/// </summary>
/// <remarks>Steps A and D of Intel's library. Immutable; lives no longer than the collateral that proved it.</remarks>
internal sealed class ProvenPlatform
{
    private readonly ValidityPeriod[] _validity;

    private ProvenPlatform(
        PckChain chain, PckExtension extension, IsvTcbLevel quotingEnclave, EcdsaPublicKey attestationKey,
        VerifiedCollateral by)
    {
        (Tcb, QuotingEnclave, AttestationKey) = (extension.Tcb, quotingEnclave, attestationKey);
        _validity = [.. chain.Validity.Concat(by.Validity).Distinct()];
        Supplemental = SupplementalData.Of(extension, by, _validity);
        Fmspc = Convert.ToHexStringLower(extension.Fmspc.Span);
        PceId = Convert.ToHexStringLower(extension.PceId.Span);
        Root = by.Root.Description;
    }

    /// <summary>The key that signs the platform's quotes.</summary>
    public EcdsaPublicKey AttestationKey { get; }

    public SupplementalData Supplemental { get; }
    public string Fmspc { get; }
    public string PceId { get; }
    public RootCertificate Root { get; }
    public PckTcb Tcb { get; }
    public IsvTcbLevel QuotingEnclave { get; }

    /// <exception cref="QuoteRejectedException">Something does not hold.</exception>
    public static ProvenPlatform Of(Quote quote, VerifiedCollateral by)
    {
        // 5-6: the PCK certificate leads to the trusted root, and nothing in that chain is revoked.
        var chain = PckChain.Of(quote, by.Served, by.Known);
        var extension = Require(chain, by);

        // 7: the TCB info is about this model of platform.
        by.TcbInfo.RequireFor(extension);

        // 8: the platform vouches for the quoting enclave, and that enclave for the attestation key.
        quote.RequireQeReportSignedBy(chain.Pck);
        quote.RequireQeReportBindsKey();
        var quotingEnclave = by.Identity.Match(quote.Signature.QeReport);
        chain.Pck.PublicKey.Unload();

        return new(chain, extension, quotingEnclave, new(quote.Signature.AttestationKey), by);
    }

    /// <summary>A PCK certificate leads to the trusted root and is not revoked.</summary>
    /// <returns>What of that does not cover the time.</returns>
    /// <exception cref="QuoteRejectedException">Something does not hold.</exception>
    public static IEnumerable<ValidityPeriod> RequireGood(
        ReadOnlyMemory<byte> pck, VerifiedCollateral by, DateTimeOffset at)
    {
        var pem = PckCertificates.Complete(pck, by.Served.PckCrlIssuerChain);
        var chain = QuoteRejectedException.IfMalformed(
            RejectionReason.UnsupportedCertFormat, () => PckChain.Parse(pem, by.Known));
        _ = Require(chain, by);
        return chain.Validity.Concat(by.Revocation.Validity).Where(period => !period.Covers(at));
    }

    private static PckExtension Require(PckChain chain, VerifiedCollateral by)
    {
        // 5: the PCK certificate leads to the trusted root.
        chain.Verify(by.Known).RequireRoot(by.Root.Is(chain.Root));
        var extension = chain.ReadExtension();

        // 6: nothing in that chain is revoked, by the word of those who issued it.
        by.Revocation.RequireNotRevoked(chain);
        return extension;
    }

    /// <summary>What does not cover the time, each once.</summary>
    public IReadOnlyList<ValidityPeriod> NotCurrentAt(DateTimeOffset at) =>
        Array.TrueForAll(_validity, period => period.Covers(at))
            ? []
            : Array.FindAll(_validity, period => !period.Covers(at));
}
