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
