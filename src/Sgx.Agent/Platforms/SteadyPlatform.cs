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
    private volatile Warm? _warm;

    public bool AnswersAtOnce => inner.AnswersAtOnce;

    /// <summary>Whether target info and size of a key are known, so that asking for them takes no time.</summary>
    /// <param name="keyId">As a request holds it; what is no key id takes no time either, to refuse.</param>
    public bool IsWarm(ReadOnlySpan<byte> keyId) => keyId.Length != AttestationKeyId.Size
        || (_warm is { } warm
            && warm.Key.Bytes.Span[..AttestationKeyId.BaseSize].SequenceEqual(keyId[..AttestationKeyId.BaseSize]));

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

    private async ValueTask<Warm> WarmUp(AttestationKeyId key, CancellationToken cancellation)
    {
        if (_warm is { } warm && warm.Key.NamesSameKeyAs(key))
            return warm;
        var enclave = await inner.Initialize(key, cancellation);
        return _warm = new(key, enclave, await inner.GetQuoteSize(key, cancellation));
    }

    // The key, the enclave, or the process that hosts it: all of them come back.
    private static bool IsLoss(QuotingFailure failure) => failure
        is QuotingFailure.KeyNotInitialized or QuotingFailure.EnclaveLost or QuotingFailure.ServiceUnavailable;

    private static bool IsCallersFault(QuotingFailure failure) =>
        failure is QuotingFailure.InvalidReport or QuotingFailure.InvalidParameter or QuotingFailure.UnsupportedKeyId;

    private sealed record Warm(AttestationKeyId Key, QuotingEnclaveInfo Enclave, int QuoteSize);
}
