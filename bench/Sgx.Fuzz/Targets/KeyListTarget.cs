using Sgx.Aesm;

namespace Sgx.Fuzz.Targets;

/// <summary>The list of keys in a select_att_key_id request.</summary>
internal sealed class KeyListTarget : IFuzzTarget
{
    private static readonly List<AttestationKeyId> Longest =
        [.. Enumerable.Repeat(AttestationKeyId.EcdsaP256, AttestationKeyIdList.MaxCount)];

    public string Name => "key-list";

    public IEnumerable<Seed> Seeds =>
    [
        new("empty", AttestationKeyIdList.Encode([])),
        new("one", AttestationKeyIdList.Encode([AttestationKeyId.EcdsaP256])),
        new("longest", AttestationKeyIdList.Encode(Longest)),
    ];

    public Outcome Take(ReadOnlyMemory<byte> input)
    {
        try
        {
            var keys = AttestationKeyIdList.Parse(input.Span);
            var encoded = AttestationKeyIdList.Encode(keys);
            FindingException.Unless(input.Span.SequenceEqual(encoded), "a list is encoded otherwise than it was read");
            return Outcome.Taken;
        }
        catch (SgxFormatException)
        {
            return Outcome.Refused;
        }
    }
}
