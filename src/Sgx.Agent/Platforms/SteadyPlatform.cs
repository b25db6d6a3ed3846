using Sgx.Agent.Health;

namespace Sgx.Agent.Platforms;

/// <summary>
/// A platform in front of which nobody needs to know when its attestation key is ready, lost or made anew.
/// </summary>
/// <remarks>
/// It remembers target info and quote size while they hold, so that asking for them takes no quoting enclave; it makes
/// the key ready again where a quote finds it gone, so that callers never see status 42; and it tells readiness what
/// became of each quote.
/// </remarks>
internal sealed class SteadyPlatform(IQuotingPlatform inner, Readiness readiness) : IQuotingPlatform
{
    private volatile WarmKey? _warm;

    public bool AnswersAtOnce => inner.AnswersAtOnce;

    /// <summary>What is known of a key without asking the quoting enclave; null while nothing is.</summary>
    public WarmKey? Remembered(AttestationKeyId key) =>
        _warm is { } warm && warm.Key.NamesSameKeyAs(key) ? warm : null;

    public ValueTask<IReadOnlyList<AttestationKeyId>> GetAttestationKeyIds(CancellationToken cancellation) =>
        inner.GetAttestationKeyIds(cancellation);

    public async ValueTask<QuotingEnclaveInfo> Initialize(AttestationKeyId key, CancellationToken cancellation) =>
        (await WarmUp(key, cancellation)).Enclave;

    public async ValueTask<int> GetQuoteSize(AttestationKeyId key, CancellationToken cancellation) =>
        (await WarmUp(key, cancellation)).QuoteSize;

    public async ValueTask<QuoteResponse> GetQuote(QuoteRequest request, CancellationToken cancellation)
    {
        try
        {
            return await QuoteOnce(request, cancellation);
        }
        catch (QuotingException e) when (IsLoss(e.Failure))
        {
            _warm = null;
            _ = await WarmUp(request.Key, cancellation);
            return await QuoteOnce(request, cancellation);
        }
    }

    private async ValueTask<QuoteResponse> QuoteOnce(QuoteRequest request, CancellationToken cancellation)
    {
        try
        {
            var response = await inner.GetQuote(request, cancellation);
            if (_warm is { } warm && warm.QuoteSize != response.Quote.Bytes.Length)
                _warm = null;   // other certificates have come
            readiness.Quoted();
            return response;
        }
        catch (QuotingException e) when (!IsCallersFault(e.Failure))
        {
            readiness.Failed(e.Message);
            throw;
        }
    }

    private async ValueTask<WarmKey> WarmUp(AttestationKeyId key, CancellationToken cancellation)
    {
        if (Remembered(key) is { } warm)
            return warm;
        var enclave = await inner.Initialize(key, cancellation);
        return _warm = new(key, enclave, await inner.GetQuoteSize(key, cancellation));
    }

    // The key, the enclave, or the process that hosts it: all of them come back.
    private static bool IsLoss(QuotingFailure failure) => failure
        is QuotingFailure.KeyNotInitialized or QuotingFailure.EnclaveLost or QuotingFailure.ServiceUnavailable;

    private static bool IsCallersFault(QuotingFailure failure) =>
        failure is QuotingFailure.InvalidReport or QuotingFailure.InvalidParameter or QuotingFailure.UnsupportedKeyId;
}

/// <summary>An attestation key that is ready.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Enclave">Whom to address Reports to.</param>
/// <param name="QuoteSize">Bytes of a quote.</param>
internal sealed record WarmKey(AttestationKeyId Key, QuotingEnclaveInfo Enclave, int QuoteSize);
