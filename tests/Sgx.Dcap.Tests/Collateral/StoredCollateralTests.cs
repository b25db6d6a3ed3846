using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests.Collateral;

public sealed class StoredCollateralTests : IDisposable
{
    private static readonly MintedPlatform Good = new();

    private readonly string _folder = Directory.CreateTempSubdirectory("collateral-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_gives_back_what_was_written()
    {
        CollateralFolder.Write(_folder, Good.Collateral, Good.Root.Pem);

        AssertVerifies(StoredCollateral.Read(_folder));
        Assert.Equal(Good.Root.Pem, File.ReadAllText(Path.Combine(_folder, CollateralFolder.TrustedRoot)));
    }

    [Fact]
    public void A_bundle_holds_the_same()
    {
        var path = Path.Combine(_folder, "bundle.json");
        File.WriteAllBytes(path, Bundle());

        AssertVerifies(StoredCollateral.Read(path));
    }

    [Theory]
    [InlineData(CollateralFolder.RootCaCrl)]
    [InlineData(CollateralFolder.PckCrl)]
    public void A_revocation_list_may_be_text_in_a_folder(string name)
    {
        CollateralFolder.Write(_folder, Good.Collateral, Good.Root.Pem);
        var path = Path.Combine(_folder, name);
        var der = File.ReadAllBytes(path);

        foreach (var text in (string[])[Pem(der), Convert.ToHexString(der), Convert.ToHexStringLower(der)])
        {
            File.WriteAllText(path, text);
            AssertVerifies(StoredCollateral.Read(_folder));
        }
    }

    [Fact]
    public void A_revocation_list_may_be_pem_in_a_bundle()
    {
        var bundle = JsonNode.Parse(Bundle())!.AsObject();
        bundle["root_ca_crl"] = Pem(Good.Collateral.RootCaCrl.Span);
        bundle["pck_crl"] = Pem(Good.Collateral.PckCrl.Span);

        AssertVerifies(Parse(bundle));
    }

    [Fact]
    public void A_bundle_may_hold_the_certificates_that_the_quote_lacks()
    {
        var bundle = JsonNode.Parse(Bundle())!.AsObject();
        Assert.Null(Parse(bundle).PckCertificateChain);

        bundle["pck_certificate_chain"] = null;
        Assert.Null(Parse(bundle).PckCertificateChain);

        bundle["pck_certificate_chain"] = "chain";
        Assert.Equal("chain"u8, Parse(bundle).PckCertificateChain!.Value.Span);

        bundle["pck_certificate_chain"] = 1;
        Assert.Throws<SgxFormatException>(() => Parse(bundle));
    }

    [Theory]
    [InlineData(CollateralFolder.TcbInfo)]
    [InlineData(CollateralFolder.RootCaCrl)]
    [InlineData(CollateralFolder.PckCrlIssuerChain)]
    public void A_missing_part_is_named(string name)
    {
        CollateralFolder.Write(_folder, Good.Collateral, Good.Root.Pem);
        File.Delete(Path.Combine(_folder, name));

        var e = Assert.Throws<FileNotFoundException>(() => StoredCollateral.Read(_folder));
        Assert.Contains(name, e.Message);
    }

    [Fact]
    public void An_oversize_part_is_named_and_not_read()
    {
        CollateralFolder.Write(_folder, Good.Collateral, Good.Root.Pem);
        using (var file = File.OpenWrite(Path.Combine(_folder, CollateralFolder.PckCrl)))
            file.SetLength(CollateralFile.MaxSize + 1L);

        var e = Assert.Throws<IOException>(() => StoredCollateral.Read(_folder));
        Assert.Contains(CollateralFolder.PckCrl, e.Message);
    }

    [Fact]
    public void Nothing_at_all_is_named() =>
        Assert.Throws<FileNotFoundException>(() => StoredCollateral.Read(Path.Combine(_folder, "nowhere")));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"pck_crl_issuer_chain":1}""")]
    [InlineData("""{"pck_crl_issuer_chain":"\ud800"}""")]
    [InlineData("""{"pck_crl_issuer_chain":"","root_ca_crl":"zz"}""")]
    public void A_malformed_bundle_is_refused(string json) =>
        Assert.Throws<SgxFormatException>(() => CollateralBundle.Parse(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("tcb_info", " ", "")]
    [InlineData("tcb_info", "", "\n")]
    [InlineData("tcb_info", "\ufeff", "")]
    [InlineData("tcb_info", "{},\"more\":", "")]
    [InlineData("tcb_info", "", ",\"more\":{}")]
    [InlineData("qe_identity", "", ",\"enclaveIdentity\":{}")]
    [InlineData("qe_identity", "", "{}")]
    [InlineData("qe_identity", "[", "]")]
    public void A_document_in_a_bundle_is_one_object_and_nothing_around_it(string name, string before, string behind)
    {
        var bundle = JsonNode.Parse(Bundle())!.AsObject();
        bundle[name] = before + bundle[name]!.GetValue<string>() + behind;

        var refusal = Assert.Throws<SgxFormatException>(() => Parse(bundle));

        Assert.StartsWith($"collateral bundle.{name}: expected", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_in_a_bundle_has_a_bounded_size()
    {
        var bundle = JsonNode.Parse(Bundle())!.AsObject();
        bundle["tcb_info"] = $$"""{"a":"{{new string('a', CollateralFile.MaxDocument)}}"}""";

        var refusal = Assert.Throws<SgxFormatException>(() => Parse(bundle));

        Assert.StartsWith(
            "collateral bundle.tcb_info: expected at most 1048576 bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_has_a_bounded_size_and_a_bounded_number_of_tokens()
    {
        var bundle = JsonNode.Parse(Bundle())!.AsObject();
        bundle["more"] = new string('a', CollateralFile.MaxSize);
        Assert.Contains("at most 16777216 bytes", Assert.Throws<SgxFormatException>(() => Parse(bundle)).Message);

        bundle["more"] = new JsonArray([.. Enumerable.Repeat(0, 5_000).Select(_ => new JsonObject())]);
        Assert.Contains("at most 10000 tokens", Assert.Throws<SgxFormatException>(() => Parse(bundle)).Message);
    }

    private static QuoteCollateral Parse(JsonObject bundle) =>
        CollateralBundle.Parse(Encoding.UTF8.GetBytes(bundle.ToJsonString()));

    private static string Pem(ReadOnlySpan<byte> crl) => new(PemEncoding.Write("X509 CRL", crl));

    private static void AssertVerifies(QuoteCollateral collateral) =>
        Assert.IsType<QuoteVerdict.Verified>(
            new QuoteVerifier(Good.Anchor).Verify(Good.Quote, collateral, MintedPlatform.Now));

    private static byte[] Bundle()
    {
        var collateral = Good.Collateral;
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("pck_crl_issuer_chain", collateral.PckCrlIssuerChain.Span);
            writer.WriteString("root_ca_crl", Convert.ToHexString(collateral.RootCaCrl.Span));
            writer.WriteString("pck_crl", Convert.ToHexStringLower(collateral.PckCrl.Span));
            writer.WriteString("tcb_info_issuer_chain", collateral.TcbInfoIssuerChain.Span);
            WriteDocument(writer, "tcb_info", collateral.TcbInfo);
            writer.WriteString("qe_identity_issuer_chain", collateral.QeIdentityIssuerChain.Span);
            WriteDocument(writer, "qe_identity", collateral.QeIdentity);
            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    private static void WriteDocument(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> signed)
    {
        using var envelope = JsonDocument.Parse(signed);
        var document = envelope.RootElement.EnumerateObject().Single(member => member.Name != "signature");
        writer.WriteString(name, document.Value.GetRawText());
        writer.WriteString($"{name}_signature", envelope.RootElement.GetProperty("signature").GetString());
    }
}
