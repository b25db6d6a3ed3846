using System.Security.Cryptography;
using System.Text;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Collateral;

public sealed class SignedDocumentTests
{
    private static readonly MintedPlatform Good = new();
    private static readonly Certificate Signer = Certificate.Parse(Good.TcbSigning.Der);

    [Fact]
    public void A_signed_document_is_read() => Assert.NotNull(Verify(Signed(MintedDocument.TcbInfo)));

    [Fact]
    public void White_space_around_and_the_order_of_the_envelope_do_not_matter()
    {
        var (document, signature) = (MintedDocument.TcbInfo, SignatureOf(MintedDocument.TcbInfo));
        Assert.NotNull(Verify($$"""{ "signature" : "{{signature}}" , "tcbInfo" : {{document}} }""" + "\n"));
    }

    [Fact]
    public void White_space_added_after_signing_breaks_the_signature() =>
        AssertRejected(
            RejectionReason.TcbInfoInvalidSignature,
            Signed(MintedDocument.TcbInfo).Replace("\"tcbType\":0", "\"tcbType\": 0"));

    // Intel's library verifies its own compact rendering, so it refuses what was signed in another.
    [Theory]
    [InlineData("\"tcbType\": 0")]
    [InlineData("\"tcbType\":0,\"more\":\"\\/\"")]
    [InlineData("\"tcbType\":0,\"more\":1.5")]
    public void A_document_signed_over_another_rendering_is_refused(string instead)
    {
        var document = MintedDocument.TcbInfo.Replace("\"tcbType\":0", instead);
        AssertRejected(RejectionReason.TcbInfoUnsupportedFormat, Signed(document));
    }

    [Fact]
    public void A_signature_of_another_length_is_malformed() =>
        AssertRejected(
            RejectionReason.TcbInfoUnsupportedFormat, Signed(MintedDocument.TcbInfo).Replace("\"}", "00\"}"));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"tcbInfo":{}}""")]
    [InlineData("""{"tcbInfo":[],"signature":"00"}""")]
    [InlineData("""{"tcbInfo":"{}","signature":"00"}""")]
    public void An_envelope_without_document_and_signature_is_malformed(string json) =>
        AssertRejected(RejectionReason.TcbInfoUnsupportedFormat, json);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_document_has_a_bounded_size(int more, bool isRead)
    {
        var signed = Signed(MintedDocument.TcbInfo);
        var padded = signed + new string(' ', CollateralFile.MaxDocument - Encoding.UTF8.GetByteCount(signed) + more);

        if (isRead)
            Assert.NotNull(Verify(padded));
        else
            AssertRejected(RejectionReason.TcbInfoUnsupportedFormat, padded);
    }

    private static string SignatureOf(string document) =>
        Convert.ToHexString(Good.TcbSigning.Key.SignData(Encoding.UTF8.GetBytes(document), HashAlgorithmName.SHA256));

    private static string Signed(string document) =>
        Encoding.UTF8.GetString(MintedDocument.Sign("tcbInfo", document, Good.TcbSigning.Key));

    private static TcbInfo Verify(string json) =>
        SignedDocument<TcbInfo>.Parse(Encoding.UTF8.GetBytes(json)).Verify(Signer);

    private static void AssertRejected(RejectionReason reason, string json) =>
        Assert.Equal(reason, Assert.Throws<QuoteRejectedException>(() => Verify(json)).Reason);
}
