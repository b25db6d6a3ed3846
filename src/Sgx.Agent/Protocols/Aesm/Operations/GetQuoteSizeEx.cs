using Sgx.Aesm.Wire;
using Sgx.Agent.Platforms;

namespace Sgx.Agent.Protocols.Aesm.Operations;

/// <summary>Tells how large a buffer the quote takes.</summary>
internal sealed class GetQuoteSizeEx(SteadyPlatform platform, IReadOnlyList<AttestationKeyId> keys)
    : IAesmOperation<GetQuoteSizeExRequest, GetQuoteSizeExResponse>
{
    public string Name => "get_quote_size_ex";

    public GetQuoteSizeExResponse? AnswerNow(GetQuoteSizeExRequest request) =>
        platform.Remembered(keys.Find(request.AttKeyId)) is { } warm
            ? new() { QuoteSize = (uint)warm.QuoteSize }
            : null;

    public async ValueTask<GetQuoteSizeExResponse> Answer(
        GetQuoteSizeExRequest request, CancellationToken cancellation) =>
        new() { QuoteSize = (uint)await platform.GetQuoteSize(keys.Find(request.AttKeyId), cancellation) };

    public GetQuoteSizeExResponse Refusal(GetQuoteSizeExRequest request) => new() { QuoteSize = 0 };
}
