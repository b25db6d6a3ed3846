using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Tests.Support;

namespace Sgx.Agent.Tests.Protocols.Aesm;

/// <summary>What select_att_key_id makes of the caller's list, over the wire.</summary>
public sealed class SelectAttKeyIdTests
{
    private const int Member = 19;

    // sgx_ql_att_key_id_list_t without its keys: id, version and count are 0.
    private static readonly byte[] NoKeys = new byte[8];

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task A_list_that_is_there_and_empty_is_the_callers_mistake(int bytes) =>
        Assert.Equal((Member, (uint)AesmStatus.ParameterError), await Answer(NoKeys[..bytes]));

    [Fact]
    public async Task A_list_of_other_keys_is_not_supported()
    {
        var other = AttestationKeyId.EcdsaP256.Bytes.ToArray();
        AttestationKeyId.Layout.MrSigner.In(other)[0] ^= 0xff;

        Assert.Equal(
            (Member, (uint)AesmStatus.UnsupportedAttKeyId),
            await Answer(AttestationKeyIdList.Encode([AttestationKeyId.Parse(other)])));
    }

    private static async Task<(int Member, uint Status)> Answer(byte[] list)
    {
        await using var helper = RunningHelper.Start();
        using var client = helper.Raw();
        var request = new Request { SelectAttKeyId = new() { AttKeyIdList = ByteString.CopyFrom(list) } };
        return Wire.Answered(client.SendBody(Wire.Body(request)).Response());
    }
}
