namespace Sgx.Tests;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("\u001b")]
    [InlineData("\u009b")]
    [InlineData("\r")]
    [InlineData("\u00ad")]
    [InlineData("\u200b")]
    [InlineData("\u202e")]
    [InlineData("\u2066")]
    [InlineData("\ufeff")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    [InlineData("\ue000")]
    [InlineData("\uffff")]
    [InlineData("\U000e0041")]
    [InlineData("\U000f0000")]
    [InlineData("\U0003ffff")]
    public void What_is_obeyed_or_out_of_sight_is_replaced(string hidden)
    {
        Assert.Equal("a\uFFFDb", PrintableText.OneLine($"a{hidden}b"));
        Assert.Equal("a\uFFFDb", PrintableText.Lines($"a{hidden}b"));
    }

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("abcd", "abcd")]
    [InlineData("abcde", "abc…")]
    [InlineData("ab\U0001f512d", "ab\uFFFD…")]
    public void A_bounded_line_tells_that_there_was_more(string text, string shown) =>
        Assert.Equal(shown, PrintableText.OneLine(text, 4));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() =>
        Assert.Equal("a\uFFFDb\uFFFD", PrintableText.OneLine("a\ud83db\udd12"));

    [Theory]
    [InlineData("")]
    [InlineData("CN=Intel SGX Root CA, O=Intel Corporation")]
    [InlineData("Zürich 東京 عربي e\u0301 \u00a0 \U0001f512 \u2026")]
    public void What_is_read_stays(string text) => Assert.Equal(text, PrintableText.OneLine(text));

    [Fact]
    public void Lines_stay_lines_where_there_may_be_some()
    {
        Assert.Equal("a\n\tb", PrintableText.Lines("a\n\tb"));
        Assert.Equal("a\uFFFD\uFFFDb", PrintableText.OneLine("a\n\tb"));
    }
}
