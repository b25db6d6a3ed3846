using Sgx.Dcap.Certificates;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Certificates;

public sealed class PckExtensionTests
{
    private static readonly MintedPlatform Good = new();

    [Fact]
    public void A_platform_cas_extension_is_read()
    {
        var extension = Read(new PckExtensionMint(svn: 255, pceSvn: 65535));

        Assert.Equal(Enumerable.Repeat((byte)255, 16), extension.Tcb.Components.ToArray());
        Assert.Equal(65535, extension.Tcb.PceSvn);
        Assert.Equal("00606a000000", Convert.ToHexStringLower(extension.Fmspc.Span));
        Assert.Equal(new PckConfiguration(true, true, true), extension.Configuration);
    }

    [Fact]
    public void A_processor_cas_extension_has_five_entries()
    {
        var mint = new PckExtensionMint();
        mint.Entries.RemoveRange(5, 2);

        Assert.Null(Read(mint).PlatformInstanceId);
    }

    [Fact]
    public void An_unknown_sgx_type_is_read() => Assert.Equal(9, Read(WithEntry(5, [0x0a, 0x01, 0x09])).SgxType);

    [Theory]
    [InlineData(256, 11)]
    [InlineData(-1, 11)]
    [InlineData(5, 65536)]
    [InlineData(5, -1)]
    public void A_version_out_of_range_is_refused(int svn, int pceSvn) =>
        AssertRefused(new PckExtensionMint(svn, pceSvn));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Another_number_of_entries_is_refused(int without)
    {
        var mint = new PckExtensionMint();
        mint.Entries.RemoveAt(without - 1);
        AssertRefused(mint);
    }

    [Fact]
    public void An_entry_in_place_of_another_is_refused()
    {
        var mint = new PckExtensionMint();
        mint.Entries[3] = new(8, PckExtensionMint.Octets(6));
        AssertRefused(mint);
    }

    [Fact]
    public void An_entry_twice_is_refused()
    {
        var mint = new PckExtensionMint();
        mint.Entries[3] = mint.Entries[2];
        AssertRefused(mint);
    }

    [Fact]
    public void A_tcb_of_seventeen_entries_is_refused()
    {
        var mint = new PckExtensionMint();
        mint.Tcb.RemoveAt(3);
        AssertRefused(mint);
    }

    [Theory]
    [InlineData(1, 15)]
    [InlineData(3, 3)]
    [InlineData(4, 5)]
    [InlineData(6, 17)]
    public void An_entry_of_another_size_is_refused(int number, int size)
    {
        var mint = new PckExtensionMint();
        mint.Entries[number - 1] = new(number, PckExtensionMint.Octets(size));
        AssertRefused(mint);
    }

    [Theory]
    [InlineData(5, new byte[] { 0x0a, 0x02, 0x01, 0x00 })]
    [InlineData(5, new byte[] { 0x02, 0x01, 0x01 })]
    [InlineData(4, new byte[] { 0x04, 0x06, 0, 0, 0, 0, 0, 0, 0x05, 0x00 })]
    public void An_entry_of_another_kind_or_with_more_behind_is_refused(int number, byte[] value) =>
        AssertRefused(WithEntry(number, value));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    public void A_value_behind_that_of_any_entry_is_refused(int number)
    {
        var mint = new PckExtensionMint();
        var good = mint.Entries[number - 1];
        mint.Entries[number - 1] = new(number, writer =>
        {
            good.Write(writer);
            writer.WriteInteger(5);
        });
        AssertRefused(mint);
    }

    [Fact]
    public void A_certificate_without_it_is_refused() =>
        Assert.Throws<SgxFormatException>(() => PckExtension.Of(Certificate.Parse(Good.TcbSigning.Der)));

    private static PckExtensionMint WithEntry(int number, byte[] value)
    {
        var mint = new PckExtensionMint();
        mint.Entries[number - 1] = new(number, writer =>
        {
            // One value may be two here, which AsnWriter takes only one by one.
            for (var rest = value.AsSpan(); !rest.IsEmpty; rest = rest[(2 + rest[1])..])
                writer.WriteEncodedValue(rest[..(2 + rest[1])]);
        });
        return mint;
    }

    private static PckExtension Read(PckExtensionMint mint) =>
        PckExtension.Of(Certificate.Parse((Good.Pck with { More = [mint.Build()] }).Der));

    private static void AssertRefused(PckExtensionMint mint) => Assert.Throws<SgxFormatException>(() => Read(mint));
}
