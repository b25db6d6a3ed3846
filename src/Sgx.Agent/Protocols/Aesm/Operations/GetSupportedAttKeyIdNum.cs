using Sgx.Aesm.Wire;

namespace Sgx.Agent.Protocols.Aesm.Operations;

/// <summary>Tells how many keys are offered.</summary>
internal sealed class GetSupportedAttKeyIdNum(IReadOnlyList<AttestationKeyId> keys)
    : IAesmOperation<GetSupportedAttKeyIdNumRequest, GetSupportedAttKeyIdNumResponse>
{
    public string Name => "get_supported_att_key_id_num";

    public GetSupportedAttKeyIdNumResponse AnswerNow(GetSupportedAttKeyIdNumRequest request) =>
        new() { AttKeyIdNum = (uint)keys.Count };

    public GetSupportedAttKeyIdNumResponse Refusal(GetSupportedAttKeyIdNumRequest request) => new() { AttKeyIdNum = 0 };
}
