using Sgx.Quotes;

namespace Sgx;

/// <summary>What can turn a local Report into a Quote that strangers believe.</summary>
/// <remarks>
/// The simulated platform, the machine's own quoting enclave and an AESM client are such platforms, so an agent can
/// stand in front of any of them. Every method throws <see cref="QuotingException"/> when the work could not be done;
/// all are safe to call from several threads at once.
/// </remarks>
public interface IQuotingPlatform
{
    /// <summary>
    /// Whether a quote is made in this process within some ten microseconds and never waits, so that handing it to
    /// another thread costs more than the quote.
    /// </summary>
    bool AnswersAtOnce => false;

    /// <summary>The keys that this platform can sign quotes with, the preferred one first.</summary>
    ValueTask<IReadOnlyList<AttestationKeyId>> GetAttestationKeyIds(CancellationToken cancellation);

    /// <summary>
    /// Makes sure that the attestation key exists and is certified, and says whom to address Reports to.
    /// </summary>
    /// <remarks>
    /// Idempotent. It may take seconds the first time: the key is certified and its certificates fetched.
    /// </remarks>
    ValueTask<QuotingEnclaveInfo> Initialize(AttestationKeyId key, CancellationToken cancellation);

    /// <summary>Bytes of the quote that <see cref="GetQuote"/> would make now.</summary>
    ValueTask<int> GetQuoteSize(AttestationKeyId key, CancellationToken cancellation);

    /// <summary>Quotes a Report that is addressed to the quoting enclave.</summary>
    ValueTask<QuoteResponse> GetQuote(QuoteRequest request, CancellationToken cancellation);
}

/// <summary>A quoting enclave with its key ready.</summary>
/// <param name="TargetInfo">What an application addresses its Report to.</param>
/// <param name="PublicKeyId">32 bytes: SHA-256(attestation public key || authentication data).</param>
public sealed record QuotingEnclaveInfo(TargetInfo TargetInfo, ReadOnlyMemory<byte> PublicKeyId);

/// <summary>A quote asked for.</summary>
/// <param name="Report">The application's Report, addressed to the quoting enclave.</param>
/// <param name="Key">The key to sign with.</param>
/// <param name="QeReportInfo">
/// When given, the quoting enclave answers with a Report of its own over nonce and quote.
/// </param>
public sealed record QuoteRequest(Report Report, AttestationKeyId Key, QeReportInfo? QeReportInfo = null);

/// <summary>A quote made.</summary>
/// <param name="Quote">The quote.</param>
/// <param name="QeReportInfo">The request's, answered; null when there was none.</param>
public sealed record QuoteResponse(Quote Quote, QeReportInfo? QeReportInfo = null);
