namespace Sgx.Aesm.Tests;

public sealed class AttestationKeyIdListTests
{
    private static readonly AttestationKeyId Key = AttestationKeyId.EcdsaP256;

    [Fact]
    public void A_list_reads_as_it_was_written()
    {
        var read = AttestationKeyIdList.Parse(AttestationKeyIdList.Encode([Key, Key]));

        Assert.Equal(2, read.Count);
        Assert.All(read, key => Assert.Equal(Key.Bytes.ToArray(), key.Bytes.ToArray()));
    }

    [Theory]
    [InlineData(0, "AttestationKeyIdList.id")]
    [InlineData(2, "AttestationKeyIdList.version")]
    [InlineData(7, "AttestationKeyIdList.count")]
    public void A_header_that_is_not_known_is_refused(int offset, string field)
    {
        var list = AttestationKeyIdList.Encode([Key]);
        list[offset] = 1;

        Assert.Equal(field, Assert.Throws<SgxFormatException>(() => AttestationKeyIdList.Parse(list)).Structure);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_length_that_does_not_fit_the_count_is_refused(int difference)
    {
        var list = AttestationKeyIdList.Encode([Key]);
        Array.Resize(ref list, list.Length + difference);

        _ = Assert.Throws<SgxFormatException>(() => AttestationKeyIdList.Parse(list));
    }

    [Fact]
    public void Eleven_keys_are_too_many() => _ = Assert.Throws<SgxFormatException>(
        () => AttestationKeyIdList.Parse(AttestationKeyIdList.Encode([.. Enumerable.Repeat(Key, 11)])));
}
