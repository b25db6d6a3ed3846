using Sgx.Cli.Explanations;

namespace Sgx.Cli.Tests.Explanations;

public sealed class CodeSearchTests
{
    private static readonly CodeSearch Search = new(CodeFamilies.Codes);

    [Theory]
    [InlineData("0xE019", "SGX_QL_NETWORK_ERROR")]
    [InlineData("0xe019", "SGX_QL_NETWORK_ERROR")]
    [InlineData("0X0000E019", "SGX_QL_NETWORK_ERROR")]
    [InlineData("e019", "SGX_QL_NETWORK_ERROR")]
    [InlineData("57369", "SGX_QL_NETWORK_ERROR")]
    [InlineData("38", "AESM_UNSUPPORTED_ATT_KEY_ID STATUS_UNSUPPORTED_PCK_CERT_FORMAT")]
    [InlineData("0x26", "AESM_UNSUPPORTED_ATT_KEY_ID STATUS_UNSUPPORTED_PCK_CERT_FORMAT")]
    [InlineData("0xF001", "SGX_INTERNAL_ERROR_ENCLAVE_CREATE_INTERRUPTED SGX_PCE_UNEXPECTED")]
    [InlineData("0xE036", "")]
    [InlineData("4294967296", "")]
    [InlineData("0x100000000", "")]
    [InlineData("-1", "")]
    public void A_number_gives_all_that_have_it(string number, string names) => AssertFinds(number, names);

    [Theory]
    [InlineData("SGX_QL_NETWORK_ERROR", "SGX_QL_NETWORK_ERROR")]
    [InlineData("TEE_NETWORK_ERROR", "SGX_QL_NETWORK_ERROR")]
    [InlineData("tee_network_error", "SGX_QL_NETWORK_ERROR")]
    [InlineData("NETWORK_ERROR", "AESM_NETWORK_ERROR SGX_QL_NETWORK_ERROR")]
    [InlineData("NetworkError", "AESM_NETWORK_ERROR SGX_QL_NETWORK_ERROR")]
    [InlineData("STATUS_SGX_PCK_REVOKED", "STATUS_SGX_PCK_REVOKED")]
    [InlineData("SGX_PCK_REVOKED", "STATUS_SGX_PCK_REVOKED")]
    [InlineData("STATUS_PCK_REVOKED", "STATUS_PCK_REVOKED")]
    [InlineData("PckRevoked", "SGX_QL_PCK_REVOKED STATUS_PCK_REVOKED STATUS_SGX_PCK_REVOKED")]
    [InlineData("OutOfDate", "OutOfDate")]
    [InlineData("swhardeningneeded", "SWHardeningNeeded")]
    [InlineData("SGX_QL_QV_RESULT_OUT_OF_DATE", "SGX_QL_QV_RESULT_OUT_OF_DATE")]
    [InlineData("MalformedQuote", "MalformedQuote")]
    [InlineData("ConfigAndSwHardeningNeeded", "SGX_QL_QV_RESULT_CONFIG_AND_SW_HARDENING_NEEDED")]
    [InlineData("QuoteFormatUnsupported", "SGX_QL_QUOTE_FORMAT_UNSUPPORTED")]
    public void A_name_is_found_as_its_source_writes_it_and_without_prefixes(string name, string names) =>
        AssertFinds(name, names);

    [Theory]
    [InlineData("SGX_ERROR_MC_N", "SGX_ERROR_MC_NOT_FOUND SGX_ERROR_MC_NO_ACCESS_RIGHT")]
    [InlineData("AESM_ATT_KEY_B", "AESM_ATT_KEY_BLOB_ERROR")]
    [InlineData("att_key_b", "AESM_ATT_KEY_BLOB_ERROR SGX_QL_ATT_KEY_BLOB_ERROR")]
    [InlineData("quote_hash", "SGX_QL_QUOTE_HASH_MISMATCH")]
    [InlineData("OK", "SGX_QL_QV_RESULT_OK STATUS_OK")]
    [InlineData("mc", "")]
    [InlineData("", "")]
    [InlineData("_-_", "")]
    public void A_beginning_of_three_letters_will_do(string beginning, string names) => AssertFinds(beginning, names);

    [Theory]
    [InlineData("NETWORK_ERORR", "AESM_NETWORK_ERROR")]
    [InlineData("OutOfDat3", "OutOfDate")]
    [InlineData("UptoDte", "UpToDate")]
    [InlineData("CERTIFCATION_ERROR", "SGX_QL_KEY_CERTIFCATION_ERROR")]
    public void What_is_nearly_a_name_is_suggested(string typed, string name)
    {
        Assert.Empty(Search.Find(typed));

        Assert.Contains(name, Search.Suggest(typed));
    }

    [Theory]
    [InlineData("38")]
    [InlineData("completely different")]
    [InlineData("")]
    public void What_is_like_nothing_gets_no_suggestion(string typed) => Assert.Empty(Search.Suggest(typed));

    [Fact]
    public void A_very_long_name_is_not_compared()
    {
        var name = new string('A', 1_000_000);

        Assert.Empty(Search.Find(name));
        Assert.Empty(Search.Suggest(name));
    }

    [Fact]
    public void What_becomes_of_a_code_elsewhere_is_seen_from_both_ends()
    {
        var codes = CodeFamilies.Codes.ToDictionary(code => code.Title);
        var refused = codes["38 AESM_UNSUPPORTED_ATT_KEY_ID"];
        var inDcap = codes["0xE00B SGX_QL_UNSUPPORTED_ATT_KEY_ID"];

        Assert.Contains(inDcap, Kindred.Of(refused));
        Assert.Contains(refused, Kindred.Of(inDcap));
        Assert.Contains(codes["45 STATUS_TCB_OUT_OF_DATE"], Kindred.Of(codes["OutOfDate"]));
    }

    private static void AssertFinds(string text, string names) =>
        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), Names(Search.Find(text)));

    private static IEnumerable<string> Names(IEnumerable<Code> codes) =>
        codes.Select(code => code.Name).Order(StringComparer.Ordinal);
}
