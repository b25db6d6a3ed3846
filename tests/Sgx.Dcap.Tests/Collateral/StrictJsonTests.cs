using System.Text;
using Sgx.Dcap.Collateral;

namespace Sgx.Dcap.Tests.Collateral;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", "b")]
    [InlineData("""{"a":"b","c":[{"d":1},null,true]}""", "b")]
    [InlineData("{\"a\":\"b\"}\r\n \t", "b")]
    [InlineData("""{"a":"ü"}""", "ü")]
    [InlineData("""{"a":"\u0062\n"}""", "b\n")]
    public void An_object_is_read(string json, string a) => Assert.Equal(a, Read(json));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"a":"b"} x""")]
    [InlineData("""{"a":"b"}{"a":"b"}""")]
    [InlineData("{\"a\":\"b\"}\0")]
    [InlineData("\ufeff{\"a\":\"b\"}")]
    [InlineData("""{"a":"b",}""")]
    [InlineData("""{"a":"b"/**/}""")]
    [InlineData("""{'a':'b'}""")]
    [InlineData("""{"a":"b","a":"b"}""")]
    [InlineData("""{"a":"b","c":{"d":1,"d":1}}""")]
    [InlineData("""{"a":"b","\u0061":"b"}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\ud800":"b"}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"c":"b"}""")]
    public void Anything_else_is_refused(string json) => Assert.Throws<SgxFormatException>(() => Read(json));

    [Theory]
    [InlineData(4, true)]
    [InlineData(3, false)]
    public void Tokens_are_counted_where_nobody_vouches_for_them(int most, bool isRead)
    {
        Func<object> read = () => StrictJson.Read("""{"a":1}"""u8, "x", most);

        if (isRead)
            Assert.NotNull(read());
        else
            Assert.Equal(
                "x: expected at most 3 tokens of JSON, found more", Assert.Throws<SgxFormatException>(read).Message);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused() =>
        Assert.Throws<SgxFormatException>(
            () => StrictJson.Read([0x7b, 0x22, 0xff, 0x22, 0x7d], "x"));

    [Fact]
    public void Depth_is_bounded()
    {
        Assert.NotNull(Read(Nested(StrictJson.MaxDepth - 1)));
        Assert.Throws<SgxFormatException>(() => Read(Nested(StrictJson.MaxDepth)));
        Assert.Throws<SgxFormatException>(() => Read(Nested(1_000_000)));
    }

    [Theory]
    [InlineData("""{"a":"b c","d":[1,-2,true]}""")]
    [InlineData("""{"a":"ü"}""")]
    public void A_compact_document_is_compact(string json) =>
        StrictJson.RequireCompact(Encoding.UTF8.GetBytes(json), "x");

    [Theory]
    [InlineData("""{ "a":"b"}""")]
    [InlineData("""{"a" :"b"}""")]
    [InlineData("""{"a": "b"}""")]
    [InlineData("{\"a\":\"b\"\n}")]
    [InlineData("{\"a\":\"b\",\t\"c\":1}")]
    [InlineData("""{"a":"b\/c"}""")]
    [InlineData("""{"a":"\u0062"}""")]
    [InlineData("""{"\u0061":"b"}""")]
    [InlineData("""{"a":1.0}""")]
    [InlineData("""{"a":1e2}""")]
    [InlineData("""{"a":-0}""")]
    [InlineData("""{"a":18446744073709551616}""")]
    public void What_could_be_written_otherwise_is_refused(string json) =>
        Assert.Throws<SgxFormatException>(() => StrictJson.RequireCompact(Encoding.UTF8.GetBytes(json), "x"));

    private static string Nested(int depth) =>
        $$"""{"a":"b","c":{{new string('[', depth)}}{{new string(']', depth)}}}""";

    private static string Read(string json) =>
        StrictJson.Read(Encoding.UTF8.GetBytes(json), "x").String("a");
}
