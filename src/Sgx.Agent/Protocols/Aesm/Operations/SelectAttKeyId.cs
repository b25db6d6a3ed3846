using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;

namespace Sgx.Agent.Protocols.Aesm.Operations;

/// <summary>Picks a key: the preferred one, or the first of the caller's that is offered.</summary>
internal sealed class SelectAttKeyId(IReadOnlyList<AttestationKeyId> keys)
    : IAesmOperation<SelectAttKeyIdRequest, SelectAttKeyIdResponse>
{
    public string Name => "select_att_key_id";

    public SelectAttKeyIdResponse AnswerNow(SelectAttKeyIdRequest request)
    {
        var selected = request.HasAttKeyIdList ? FirstOffered(request.AttKeyIdList) : keys[0];
        return new() { SelectedAttKeyId = UnsafeByteOperations.UnsafeWrap(selected.Bytes) };
    }

    public SelectAttKeyIdResponse Refusal(SelectAttKeyIdRequest request) => new();

    // The caller's own 256 bytes go back, so that what it keeps beside the base survives.
    private AttestationKeyId FirstOffered(ByteString list) =>
        NotEmpty(AttestationKeyIdList.Parse(list.Span)).FirstOrDefault(asked => keys.Any(asked.NamesSameKeyAs))
        ?? throw new AesmRefusalException(AesmStatus.UnsupportedAttKeyId, "none of the attestation keys is offered");

    // As aesmd: who names no key has made a mistake, and is not told that its keys are unsupported.
    private static IReadOnlyList<AttestationKeyId> NotEmpty(IReadOnlyList<AttestationKeyId> list) => list.Count > 0
        ? list
        : throw new SgxFormatException("select_att_key_id.att_key_id_list", "at least 1 key", "none");
}
