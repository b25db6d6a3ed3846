using Sgx.Binary;

namespace Sgx.Tests.Binary;

public sealed class SpanReaderTests
{
    [Fact]
    public void It_reads_little_endian_from_front_to_back()
    {
        var reader = new SpanReader([1, 0, 2, 0, 0, 0, 9], "Thing");

        Assert.Equal(1, reader.ReadUInt16("first"));
        Assert.Equal(2u, reader.ReadUInt32("second"));
        Assert.Equal<byte>([9], reader.Take(1, "third").ToArray());
        reader.RequireEnd();
    }

    [Fact]
    public void What_is_missing_is_named_with_its_place()
    {
        var error = Assert.Throws<SgxFormatException>(() =>
        {
            var reader = new SpanReader([1, 2, 3], "Thing");
            _ = reader.ReadUInt16("first");
            _ = reader.ReadUInt32("second");
        });

        Assert.Equal("Thing.second: expected 4 bytes at offset 2, found 1", error.Message);
    }

    [Fact]
    public void An_inner_structure_cannot_run_past_its_length() => _ = Assert.Throws<SgxFormatException>(() =>
    {
        var reader = new SpanReader(new byte[100], "Outer");
        var inner = reader.Sub(10, "Inner");
        _ = inner.Take(11, "too much");
    });

    [Fact]
    public void A_length_of_four_gigabytes_is_only_too_long() => _ = Assert.Throws<SgxFormatException>(() =>
    {
        var reader = new SpanReader(new byte[100], "Outer");
        _ = reader.Take(uint.MaxValue, "everything");
    });

    [Fact]
    public void What_is_left_over_is_refused() =>
        _ = Assert.Throws<SgxFormatException>(() => new SpanReader([1], "Thing").RequireEnd());
}
