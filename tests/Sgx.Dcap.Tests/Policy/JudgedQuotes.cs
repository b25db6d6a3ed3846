using System.Text;
using Sgx.Dcap.Tests.Minting;
using Sgx.Quotes;

namespace Sgx.Dcap.Tests.Policy;

/// <summary>Verified quotes to be judged: good ones, unless a test changes something.</summary>
internal static class JudgedQuotes
{
    public const string Mine = "1111111111111111111111111111111111111111111111111111111111111111";
    public const string Other = "2222222222222222222222222222222222222222222222222222222222222222";

    public static readonly EnclaveClaims AnEnclave = new()
    {
        Version = 3,
        TeeType = TeeType.Sgx,
        MrEnclave = Measurement.Parse(Mine),
        MrSigner = Measurement.Parse(Mine),
        IsvProdId = 7,
        IsvSvn = 3,
        Attributes = EnclaveAttributes.Init | EnclaveAttributes.Mode64Bit,
        Xfrm = 3,
        MiscSelect = 1,
        ReportData = new byte[64],
    };

    public static readonly TdClaims ATd = new()
    {
        Version = 4,
        TeeType = TeeType.Tdx,
        BodyType = QuoteBodyType.Td10,
        TeeTcbSvn = new byte[16],
        MrSeam = Filled(0x51),
        MrSignerSeam = new byte[48],
        SeamAttributes = new byte[8],
        TdAttributes = TdAttributes.SeptVeDisable,
        Xfam = 0xe7,
        MrTd = Filled(0x52),
        MrConfigId = Filled(0x53),
        MrOwner = Filled(0x54),
        MrOwnerConfig = Filled(0x55),
        Rtmrs = [Filled(0x60), Filled(0x61), Filled(0x62), Filled(0x63)],
        ReportData = new byte[64],
    };

    public static readonly QuoteVerdict.Verified Enclave =
        ((QuoteVerdict.Verified)new MintedPlatform().Verify()) with { Claims = AnEnclave };

    public static readonly QuoteVerdict.Verified Td = Enclave with { Claims = ATd };

    public static byte[] Filled(byte value) => [.. Enumerable.Repeat(value, 48)];

    public static string Hex(byte value) => Convert.ToHexStringLower(Filled(value));

    /// <summary>A policy out of the members of its document.</summary>
    public static EnclavePolicy WithRules(string members) => Parse($$"""{"version":1,{{members}}}""");

    public static EnclavePolicy Parse(string json) => EnclavePolicy.Parse(Encoding.UTF8.GetBytes(json), "test.json");

    /// <summary>The fields that a quote breaks a policy in.</summary>
    public static IEnumerable<string> Breaches(this EnclavePolicy policy, QuoteVerdict.Verified verified) =>
        policy.Judge(verified).Mismatches.Select(mismatch => mismatch.Field);
}
