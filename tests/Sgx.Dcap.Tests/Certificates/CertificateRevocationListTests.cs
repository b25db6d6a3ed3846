using System.Numerics;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Certificates;

public sealed class CertificateRevocationListTests
{
    private static readonly MintedPlatform Good = new();
    private static readonly byte[] Der =
        Good.Ca.Crl(MintedPlatform.ThisUpdate, MintedPlatform.NextUpdate, [0x05], Good.Pck.Serial);

    // id-ce 20 and 35, as they stand in the DER, and identifiers that mean nothing.
    private static readonly byte[] CrlNumberOid = [0x06, 0x03, 0x55, 0x1d, 0x14];
    private static readonly byte[] AuthorityKeyIdOid = [0x06, 0x03, 0x55, 0x1d, 0x23];
    private static readonly byte[] UnknownOid = [0x06, 0x03, 0x55, 0x1d, 0x7f];

    [Fact]
    public void A_list_says_whom_its_issuer_revoked()
    {
        var list = Parse(Der);
        list.Verify(Certificate.Parse(Good.Ca.Der));

        Assert.True(list.Revokes(Certificate.Parse(Good.Pck.Der)));
        Assert.False(list.Revokes(Certificate.Parse(Good.Ca.Der)));
        Assert.Equal((MintedPlatform.ThisUpdate, MintedPlatform.NextUpdate), (list.Validity.From, list.Validity.Until));
    }

    [Fact]
    public void A_list_of_another_issuer_is_refused() =>
        AssertRejected(
            RejectionReason.CrlUnknownIssuer, () => Parse(Der).Verify(Certificate.Parse(Good.Root.Der)));

    [Fact]
    public void A_list_by_another_key_is_refused()
    {
        var namesake = Certificate.Parse((Good.Ca with { Key = Good.Pck.Key }).Der);
        AssertRejected(
            RejectionReason.CrlInvalidSignature, () => Parse(Der).Verify(namesake));
    }

    [Fact]
    public void A_list_without_number_is_malformed() =>
        AssertRejected(
            RejectionReason.CrlUnsupportedFormat, () => Parse(Replace(CrlNumberOid, UnknownOid)));

    // The number is the INTEGER 1 in an OCTET STRING of three bytes.
    [Theory]
    [InlineData(0xff)]
    [InlineData(0x80)]
    public void A_list_with_a_negative_number_is_malformed(byte number)
    {
        byte[] good = [.. CrlNumberOid, 0x04, 0x03, 0x02, 0x01, 0x01];
        AssertRejected(
            RejectionReason.CrlUnsupportedFormat, () => Parse(Replace(good, [.. good[..^1], number])));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(20, false)]
    [InlineData(100_000, false)]
    public void A_number_of_more_than_32_bits_is_malformed(int bytes, bool isRead)
    {
        var number = new BigInteger(1) << (8 * bytes - 1);
        var der = Good.Ca.Crl(MintedPlatform.ThisUpdate, MintedPlatform.NextUpdate, number);
        if (isRead)
            Assert.Equal(number, Parse(der).Number);
        else
            AssertRejected(RejectionReason.CrlUnsupportedFormat, () => Parse(der));
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x80)]
    [InlineData(0xe0)]
    public void A_list_that_revokes_a_number_which_is_none_is_malformed(byte serial)
    {
        var der = Good.Ca.Crl(MintedPlatform.ThisUpdate, MintedPlatform.NextUpdate, [0x7f]);
        var at = der.AsSpan().IndexOf(new byte[] { 0x02, 0x01, 0x7f });
        der[at + 2] = serial;
        AssertRejected(RejectionReason.CrlUnsupportedFormat, () => Parse(der));
    }

    [Fact]
    public void A_list_without_authority_key_identifier_is_refused()
    {
        var list = Parse(Replace(AuthorityKeyIdOid, UnknownOid));
        AssertRejected(RejectionReason.CrlInvalidExtensions, () => list.Verify(Certificate.Parse(Good.Ca.Der)));
    }

    [Fact]
    public void Every_truncation_is_malformed()
    {
        for (var length = 0; length < Der.Length; length++)
            AssertRejected(
                RejectionReason.CrlUnsupportedFormat, () => Parse(Der[..length]));
    }

    private static CertificateRevocationList Parse(byte[] der) => CertificateRevocationList.Parse(der, "list");

    private static byte[] Replace(byte[] what, byte[] with)
    {
        var at = Der.AsSpan().IndexOf(what);
        Assert.NotEqual(-1, at);
        return [.. Der[..at], .. with, .. Der[(at + what.Length)..]];
    }

    private static void AssertRejected(RejectionReason reason, Action action) =>
        Assert.Equal(reason, Assert.Throws<QuoteRejectedException>(action).Reason);
}
