using System.Text;
using Sgx.Cli.Input;

namespace Sgx.Cli.Tests.Input;

public sealed class ByteFormTests
{
    private static readonly byte[] Raw = [0x03, 0x00, 0xfb, 0xff];

    [Theory]
    [InlineData("0300fbff")]
    [InlineData("0300FBFF\n")]
    [InlineData("0x0300fbff")]
    [InlineData("03 00\r\nfb ff\r\n")]
    [InlineData("AwD7/w==")]
    [InlineData("AwD7/w")]
    [InlineData("AwD7_w==")]
    [InlineData("AwD7_w\n")]
    [InlineData("AwD7\r\n/w==\r\n")]
    public void Text_stands_for_its_bytes(string text) =>
        Assert.Equal(Raw, ByteForm.ToRaw(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("{}")]
    [InlineData("\u0003\u0000\u0002")]
    [InlineData("AwD7/w==.")]
    [InlineData("AwD7/_==")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAwD7\n-----END CERTIFICATE-----\n")]
    public void Other_bytes_stand_for_themselves(string other)
    {
        var bytes = Encoding.ASCII.GetBytes(other);

        Assert.Equal(bytes, ByteForm.ToRaw(bytes));
    }

    [Theory]
    [InlineData("030", "two hexadecimal digits a byte, found 3 digits")]
    [InlineData("AwD7/w===", "base64")]
    [InlineData("AwD7/", "base64, found 5 characters from 'AwD7/'")]
    [InlineData("AwD7_", "base64")]
    public void Digits_that_make_no_whole_bytes_are_refused(string text, string why)
    {
        var e = Assert.Throws<SgxFormatException>(() => ByteForm.ToRaw(Encoding.ASCII.GetBytes(text)));

        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }
}
