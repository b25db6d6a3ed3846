using System.Text;
using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.Tests.Certificates;

public sealed class PemTests
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";
    private const string End = "-----END CERTIFICATE-----";
    private const string Good = $"{Begin}\nAQID\nBA==\n{End}\n";

    [Theory]
    [InlineData(Good)]
    [InlineData($"{Begin}\r\nAQID\r\nBA==\r\n{End}\r\n")]
    [InlineData($"\n\r\n{Good}\n\n")]
    [InlineData($"{Begin}\nAQIDBA==\n{End}")]
    [InlineData($"{Good}\0")]
    public void A_certificate_is_read_however_its_lines_end(string pem) =>
        Assert.Equal([1, 2, 3, 4], Assert.Single(Read(pem, count: 1)));

    [Theory]
    [InlineData("", "nothing")]
    [InlineData($"{Begin}\nAQID\nBA==\n", "no end")]
    [InlineData($"{Begin}\nAQID\n\nBA==\n{End}\n", "empty line inside")]
    [InlineData($"{Begin}\nAQID\n BA==\n{End}\n", "blank")]
    [InlineData($"{Begin}\nAQID\nBA==\t\n{End}\n", "tab")]
    [InlineData($"{Begin}\nAQID\rBA==\n{End}\n", "carriage return alone")]
    [InlineData($"{Begin}\nAQID\nBA==\n{End}\r", "carriage return alone at the end")]
    [InlineData($"{Begin}\nAQID\nBB==\n{End}\n", "pad bits")]
    [InlineData($"{Begin}\nAQID\nBA=\n{End}\n", "pad missing")]
    [InlineData($"{Begin}\nAQID\nB\n{End}\n", "a single digit")]
    [InlineData($"{Begin}\nBA==\nAQID\n{End}\n", "pad in the middle")]
    [InlineData($"{Begin}\nAQ-D\nBA==\n{End}\n", "another alphabet")]
    [InlineData($"{Begin}\n{End}\n{Good}", "empty block and another")]
    [InlineData($"{Good}\0\0", "two NULs")]
    [InlineData($"{Good}\0\n", "NUL in the middle")]
    [InlineData($"subject=x\n{Good}", "text before")]
    [InlineData($"{Good}x", "text behind")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAQIDBA==\n-----END PRIVATE KEY-----\n", "another label")]
    [InlineData($"{Begin} \nAQIDBA==\n{End}\n", "blank behind BEGIN")]
    [InlineData($"{Begin}\nAQIDBA==\n{End}{End}\n", "two ENDs")]
    [InlineData($"{Begin}\nAQIDBA=={End}\n", "END behind base64")]
    [InlineData($"{Begin}{Begin}\nAQIDBA==\n{End}\n", "two BEGINs")]
    [InlineData($"{Begin}\nAQIDBA==\n{End}{Begin}", "glued to nothing")]
    public void Anything_else_is_refused(string pem, string why)
    {
        _ = why;
        Assert.Throws<SgxFormatException>(() => Read(pem, count: 1));
    }

    [Fact]
    public void A_block_may_be_glued_to_the_one_before() =>
        Assert.Equal([[1, 2, 3, 4], [1, 2, 3, 4]], Read($"{Good.TrimEnd()}{Good}", count: 2));

    [Theory]
    [InlineData($"{Begin}\nAQIDBA==\n{End} {Good}", "blank between")]
    [InlineData($"{Begin}\nAQIDBA==\n{End}-{Good}", "another dash")]
    [InlineData($"{Begin}\nAQIDBA==\n{End}\r{Good}", "carriage return alone")]
    [InlineData($"{Begin}\nAQIDBA==\n{End}x{Good}", "text between")]
    public void Nothing_else_may_stand_between_glued_blocks(string pem, string why)
    {
        _ = why;
        Assert.Throws<SgxFormatException>(() => Read(pem, count: 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void The_number_of_certificates_is_exact(int count) =>
        Assert.Throws<SgxFormatException>(() => Read(Good + Good, count));

    [Fact]
    public void A_chain_is_of_bounded_size()
    {
        var e = Assert.Throws<SgxFormatException>(() => Read(new string('\n', Pem.MaxSize + 1), count: 1));
        Assert.Contains($"{Pem.MaxSize}", e.Message);
    }

    private static List<byte[]> Read(string pem, int count) =>
        Pem.ReadCertificates(Encoding.Latin1.GetBytes(pem), count);
}
