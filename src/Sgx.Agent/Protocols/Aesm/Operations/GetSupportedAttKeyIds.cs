using Google.Protobuf;
using Sgx.Aesm.Wire;

namespace Sgx.Agent.Protocols.Aesm.Operations;

/// <summary>Lists the keys that are offered, to a caller that knows how many there are.</summary>
internal sealed class GetSupportedAttKeyIds(IReadOnlyList<AttestationKeyId> keys)
    : IAesmOperation<GetSupportedAttKeyIdsRequest, GetSupportedAttKeyIdsResponse>
{
    private readonly byte[] _all = [.. keys.SelectMany(key => key.Bytes.ToArray())];

    public string Name => "get_supported_att_key_ids";

    public GetSupportedAttKeyIdsResponse AnswerNow(GetSupportedAttKeyIdsRequest request)
    {
        if (request.BufSize != _all.Length)
            throw new SgxFormatException("get_supported_att_key_ids.buf_size", $"{_all.Length}", $"{request.BufSize}");
        return new() { AttKeyIds = UnsafeByteOperations.UnsafeWrap(_all) };
    }

    public GetSupportedAttKeyIdsResponse Refusal(GetSupportedAttKeyIdsRequest request) => new();
}
