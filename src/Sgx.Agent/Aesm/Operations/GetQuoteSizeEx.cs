using Sgx.Aesm.Wire;

namespace Sgx.Agent.Aesm.Operations;

/// <summary>Tells how large a buffer the quote takes.</summary>
internal sealed class GetQuoteSizeEx(IQuotingPlatform platform, IReadOnlyList<AttestationKeyId> keys)
    : IAesmOperation<GetQuoteSizeExRequest, GetQuoteSizeExResponse>
{
    public string Name => "get_quote_size_ex";

    public bool IsQuick(GetQuoteSizeExRequest request) => false;

    public async ValueTask<GetQuoteSizeExResponse> Answer(GetQuoteSizeExRequest request, CancellationToken cancellation) =>
        new() { QuoteSize = (uint)await platform.GetQuoteSize(keys.Find(request.AttKeyId), cancellation) };

    public GetQuoteSizeExResponse Refusal(GetQuoteSizeExRequest request) => new() { QuoteSize = 0 };
}
