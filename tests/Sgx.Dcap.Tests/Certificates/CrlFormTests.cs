using System.Text;
using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.Tests.Certificates;

public sealed class CrlFormTests
{
    private const string Begin = "-----BEGIN X509 CRL-----";
    private const string End = "-----END X509 CRL-----";

    private static readonly byte[] Der = [0x30, 0x03, 0x02, 0x01, 0xff];

    [Theory]
    [InlineData("30030201ff")]
    [InlineData("30030201FF")]
    [InlineData("30030201ff\0")]
    [InlineData($"{Begin}\nMAMCAf8=\n{End}\n")]
    [InlineData($"{Begin}\r\nMAMC\r\nAf8=\r\n{End}")]
    [InlineData($"\n{Begin}\nMAMCAf8=\n{End}\n\0")]
    public void Text_becomes_der(string text)
    {
        Assert.Equal(Der, CrlForm.ToDer(Bytes(text), "list").ToArray());
        Assert.Equal(Der, CrlForm.OfText(Bytes(text), "list").ToArray());
    }

    [Fact]
    public void Der_stays_as_it_is() => Assert.Equal(Der, CrlForm.ToDer(Der, "list").ToArray());

    [Theory]
    [InlineData("30030201f", "two a byte, found 9 digits")]
    [InlineData("30 03", "the byte 0x20 at 2")]
    [InlineData("3003\n0201ff", "the byte 0x0a at 4")]
    [InlineData("3003\0\0", "the byte 0x00 at 4")]
    [InlineData($"{Begin}\nMAMCAf8=\n{End}\n{Begin}\nMAMCAf8=\n{End}\n", "1 revocation list, found more")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAMCAf8=\n-----END CERTIFICATE-----\n", "a BEGIN X509 CRL line")]
    [InlineData($"{Begin}\nMAMCAf8=\n", "a line of base64 or END X509 CRL")]
    [InlineData($"{Begin}\nMAMCAf9=\n{End}\n", "canonical base64")]
    [InlineData("30030201ff\n", "the byte 0x0a at 10")]
    [InlineData("30030201ff\r\n", "the byte 0x0d at 10")]
    [InlineData("30030201ff\n\0", "the byte 0x0a at 10")]
    public void Broken_text_is_refused_with_what_is_wrong(string text, string why)
    {
        var e = Assert.Throws<SgxFormatException>(() => CrlForm.ToDer(Bytes(text), "list"));

        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MAMCAf8=")]
    [InlineData("\n")]
    [InlineData($"\n\n{Begin}\nMAMCAf8=\n{End}\n")]
    [InlineData("{}")]
    public void What_is_in_no_form_is_left_for_the_verifier_to_refuse(string other) =>
        Assert.Equal(Bytes(other), CrlForm.ToDer(Bytes(other), "list").ToArray());

    [Fact]
    public void Base64_without_its_lines_is_no_text_of_a_list() =>
        Assert.Throws<SgxFormatException>(() => CrlForm.OfText("MAMCAf8="u8, "list"));

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
