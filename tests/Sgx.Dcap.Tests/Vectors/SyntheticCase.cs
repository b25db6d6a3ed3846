using System.Text;
using System.Text.Json;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using Sgx.Testing;

namespace Sgx.Dcap.Tests.Vectors;

/// <summary>A quote and collateral of a throw-away hierarchy, and what Intel's library said of them.</summary>
internal sealed class SyntheticCase(JsonElement json)
{
    public string Name => json.GetProperty("name").GetString()!;

    /// <summary>Null where Intel's library accepts.</summary>
    public string? FirstTerminalStatus => json.GetProperty("overall").GetProperty("first_terminal_status").GetString();

    public bool CollateralExpired => json.GetProperty("overall").GetProperty("collateral_expired").GetBoolean();

    /// <summary>By the name that Intel's library gives the answer; null unless it accepts.</summary>
    public string? Result => json.GetProperty("overall").GetProperty("result").GetString();

    /// <summary>What the library tells beside its answer.</summary>
    public JsonElement Info => json.GetProperty("collateral_info");

    private DateTimeOffset Time => DateTimeOffset.FromUnixTimeSeconds(json.GetProperty("verification_time").GetInt64());
    private TrustAnchor Anchor => TrustAnchor.FromPem(Encoding.ASCII.GetString(Blob("trusted_root_pem")));

    private QuoteCollateral Collateral => new()
    {
        PckCertificateChain = Blob("pck_chain_pem"),
        PckCrlIssuerChain = Blob("pck_crl_issuer_chain_pem"),
        RootCaCrl = Blob("root_ca_crl_der"),
        PckCrl = Blob("pck_crl_der"),
        TcbInfoIssuerChain = Blob("tcb_info_issuer_chain_pem"),
        TcbInfo = Blob("tcb_info_json"),
        QeIdentityIssuerChain = Blob("qe_identity_issuer_chain_pem"),
        QeIdentity = Blob("qe_identity_json"),
    };

    /// <summary>The cases; the calling test is skipped where there are no shared vectors.</summary>
    public static IEnumerable<SyntheticCase> All()
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(PathOf("cases.json")));
        var list = cases.RootElement.GetProperty("cases").Clone();
        return list.EnumerateArray().Select(json => new SyntheticCase(json));
    }

    public static SyntheticCase Named(string name) => All().Single(test => test.Name == name);

    /// <summary>Null for a quote that does not even parse.</summary>
    public QuoteVerdict? Verify()
    {
        try
        {
            return new QuoteVerifier(Anchor).Verify(Quote.Parse(Blob("quote")), Collateral, Time);
        }
        catch (SgxFormatException)
        {
            return null;
        }
    }

    private byte[] Blob(string artifact) =>
        File.ReadAllBytes(PathOf("blobs", json.GetProperty("artifacts").GetProperty(artifact).GetString()!));

    private static string PathOf(params string[] parts) =>
        RepositoryRoot.SharedOrSkip(["vectors", "synthetic", .. parts]);
}
