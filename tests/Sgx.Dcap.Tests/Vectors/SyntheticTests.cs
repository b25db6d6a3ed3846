using System.Text.Json;

namespace Sgx.Dcap.Tests.Vectors;

public sealed class SyntheticTests
{
    /// <summary>What Intel's library accepts and this verifier does not, and why.</summary>
    private static readonly Dictionary<string, string> Stricter = new()
    {
        ["pki-int-not-ca"] = "a CA has CA:TRUE",
        ["q-cd-len-minus"] = "no bytes are left over in a quote",
        ["ti-pretty"] = "the signature covers the bytes received, not a rendering of them",
    };

    /// <summary>Where both reject, but not for the reason of the same name.</summary>
    private static readonly Dictionary<string, string> OtherReason = new()
    {
        ["pki-leaf-no-aki"] = "Intel's library blames the root for the leaf",
        ["pki-leaf-no-bc"] = "Intel's library blames the root for the leaf",
        ["pki-leaf-no-ski"] = "Intel's library blames the root for the leaf",
        ["pki-tcbs-no-ku"] = "Intel's library blames the root for the signer",
        ["pki-tcbchain-pck"] = "the two certificates make no chain",
        ["pki-tcbs-p384"] = "a key on another curve is malformed",
        ["ti-dup-key"] = "a member twice is malformed",
        ["ti-escape-slash"] = "an escaped character is malformed",
    };

    /// <summary>Intel's library tells three kinds of malformed documents apart; here they are one.</summary>
    private static readonly Dictionary<string, RejectionReason> Malformed = new()
    {
        ["TCB_INFO_INVALID"] = RejectionReason.TcbInfoUnsupportedFormat,
        ["ENCLAVE_IDENTITY_INVALID"] = RejectionReason.EnclaveIdentityUnsupportedFormat,
        ["ENCLAVE_IDENTITY_UNSUPPORTED_VERSION"] = RejectionReason.EnclaveIdentityUnsupportedFormat,
    };

    public static TheoryData<string> Names =>
        SharedCases.Named(_ => SyntheticCase.All().Select(test => test.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_verdict_is_that_of_intels_library_unless_listed_as_stricter(string name)
    {
        var test = SyntheticCase.Named(name);
        var accepts = test.FirstTerminalStatus is null && !Stricter.ContainsKey(name);

        var verdict = test.Verify();

        Assert.True(accepts == verdict is QuoteVerdict.Verified, $"{verdict}; Intel: {test.FirstTerminalStatus}");
        if (verdict is QuoteVerdict.Verified verified)
            AssertAgrees(test, verified);
        if (verdict is QuoteVerdict.Rejected rejected && test.FirstTerminalStatus is { } status)
            AssertAgrees(status, rejected, isListed: OtherReason.ContainsKey(name));
    }

    [Fact]
    public void Nothing_is_listed_as_stricter_that_intels_library_rejects()
    {
        var accepted = SyntheticCase.All().Where(test => test.FirstTerminalStatus is null).Select(test => test.Name);
        Assert.Subset(accepted.ToHashSet(), Stricter.Keys.ToHashSet());
    }

    private static void AssertAgrees(SyntheticCase test, QuoteVerdict.Verified verified)
    {
        var info = test.Info;
        Assert.Equal(test.Result!.Replace("_", ""), $"{verified.TcbStatus.ToQvResult()}", ignoreCase: true);
        Assert.Equal(test.CollateralExpired, verified.CollateralExpired);
        Assert.Equal(info.GetProperty("launch_date").GetInt64(), verified.TcbDate.ToUnixTimeSeconds());
        Assert.Equal(Advisories(info.GetProperty("launch_adv")), verified.AdvisoryIds.Order());
        Assert.Equal(info.GetProperty("launch_status").GetString(), $"{verified.TcbStatus}");
        Assert.Equal(
            info.GetProperty("cur_status").GetString(), $"{verified.Tcb.Current?.Status ?? verified.TcbStatus}");
        Assert.Equal(info.GetProperty("eval").GetUInt32(), verified.Supplemental.TcbEvaluationDataNumber);
    }

    private static IEnumerable<string> Advisories(JsonElement list) =>
        list.GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct().Order();

    private static void AssertAgrees(string status, QuoteVerdict.Rejected rejected, bool isListed)
    {
        var intels = status.Replace("STATUS_", "").Replace("SGX_", "");
        var expected = Malformed.TryGetValue(intels, out var malformed) ? $"{malformed}" : intels.Replace("_", "");
        Assert.Equal(!isListed, string.Equals(expected, $"{rejected.Reason}", StringComparison.OrdinalIgnoreCase));
    }
}
