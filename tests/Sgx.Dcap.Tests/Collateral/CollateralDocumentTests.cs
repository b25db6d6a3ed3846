using System.Text;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Collateral;

public sealed class CollateralDocumentTests
{
    private static readonly MintedPlatform Good = new();

    [Fact]
    public void A_document_is_taken_out_of_its_envelope_as_it_stood_there()
    {
        var document = CollateralDocument.Open(Good.Collateral.TcbInfo)!;

        Assert.Equal("tcbInfo", document.Member);
        Assert.True(Good.Collateral.TcbInfo.Span.IndexOf(document.Json.Span) > 0);
        Assert.Equal(128, document.Signature!.Length);
        Assert.Null(document.FindFault());
    }

    [Fact]
    public void What_the_verifier_would_not_read_is_shown_with_the_reason()
    {
        var signature = new string('0', 128);
        var document = Open($$$"""{"enclaveIdentity":{"id":"QE","version":1},"signature":"{{{signature}}}"}""")!;

        Assert.Equal(signature, document.Signature);
        Assert.Contains("QE identity.version", document.FindFault());
    }

    [Fact]
    public void A_document_without_a_signature_is_shown_with_the_reason()
    {
        var document = Open("""{"tcbInfo":{}}""")!;

        Assert.Null(document.Signature);
        Assert.Contains("TCB info.signature", document.FindFault());
    }

    [Fact]
    public void A_document_has_a_bounded_size()
    {
        var refusal = Assert.Throws<SgxFormatException>(() => Open(new string(' ', CollateralFile.MaxDocument) + "{}"));

        Assert.Equal("collateral document: expected at most 1048576 bytes, found 1048578", refusal.Message);
    }

    [Fact]
    public void Another_object_is_none() => Assert.Null(Open("""{"some":"thing"}"""));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"tcbInfo":1}""")]
    [InlineData("""{"tcbInfo":{},"tcbInfo":{}}""")]
    [InlineData("""{"tcbInfo":{},"signature":"zz"}""")]
    [InlineData("""{"tcbInfo":{},"signature":"00"}""")]
    public void A_malformed_envelope_is_refused(string json) => Assert.Throws<SgxFormatException>(() => Open(json));

    private static CollateralDocument? Open(string json) => CollateralDocument.Open(Encoding.UTF8.GetBytes(json));
}
