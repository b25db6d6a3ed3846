using System.Text.Json;
using Sgx.Cli.Tests.Support;
using Sgx.Dcap;
using Sgx.Dcap.Collateral;
using Sgx.Testing;

namespace Sgx.Cli.Tests.Verification;

/// <summary>Genuine quotes with genuine collateral: the tool says what Intel's library said.</summary>
public sealed class VectorTests
{
    private static readonly IEnumerable<TcbStatus> Acceptable =
        Enum.GetValues<TcbStatus>().Where(status => status is not TcbStatus.Revoked);

    private static readonly string[] Allowances =
        ["--accept", string.Join(',', Acceptable), "--allow-debug", "--allow-expired-collateral"];

    public static TheoryData<string> Folders => Named("v?-*");

    public static TheoryData<string> EnclaveFolders => Named("v3-*");

    private static TheoryData<string> Named(string pattern) => RepositoryRoot.Shared is null ? [] :
    [
        .. Directory.GetDirectories(Path.Combine(RepositoryRoot.Shared, "vectors"), pattern)
            .Where(folder => File.Exists(Path.Combine(folder, CollateralFolder.TcbInfo)))
            .Select(folder => Path.GetFileName(folder))
            .Order(),
    ];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Folders))]
    public async Task The_json_agrees_with_intels_library(string name)
    {
        var vector = new Vector(RepositoryRoot.SharedOrSkip("vectors", name));

        var run = await SgxRun.Of([.. vector.VerifyArguments, .. vector.RootArguments]);

        var verdict = Parse(run);
        Assert.Equal(vector.IsAccepted ? "verified" : "rejected", verdict.GetProperty("verdict").GetString());
        AssertAgrees(vector.NumberOf("quote3_error"), Text(verdict, "quote3Error"));
        AssertAgrees(vector.NumberOf("qv_result"), Text(verdict, "qvResult"));
        if (vector.IsAccepted)
            AssertAgrees(vector, verdict);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Folders))]
    public async Task Intels_root_needs_no_naming(string name)
    {
        var vector = new Vector(RepositoryRoot.SharedOrSkip("vectors", name));

        var run = await SgxRun.Of(vector.VerifyArguments);

        var verdict = Parse(run);
        Assert.Equal(vector.IsAccepted ? "verified" : "rejected", verdict.GetProperty("verdict").GetString());
        Assert.True(Flag(verdict.GetProperty("root"), "intel"));
        Assert.False(Flag(verdict, "simulated"));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(EnclaveFolders))]
    public async Task What_is_allowed_by_word_is_acceptable(string name)
    {
        var vector = new Vector(RepositoryRoot.SharedOrSkip("vectors", name));

        var strict = await SgxRun.Of(vector.VerifyArguments);
        var lax = await SgxRun.Of([.. vector.VerifyArguments, .. Allowances]);
        var laxest = await SgxRun.Of([.. vector.VerifyArguments, .. Allowances, "--allow-mixed-roots"]);

        Assert.Equal(1, strict.ExitCode); // none of these platforms is up to date
        Assert.Equal(vector.IsAccepted ? 0 : 1, lax.ExitCode);
        Assert.Equal(vector.IsGenuine ? 0 : 1, laxest.ExitCode);
    }

    private static void AssertAgrees(string? expected, string? found)
    {
        if (expected is not null)
            Assert.Equal(expected, found);
    }

    private static void AssertAgrees(Vector vector, JsonElement verdict)
    {
        var expected = vector.Expected;
        Assert.Equal(vector.Status, Text(verdict, "tcbStatus"));
        Assert.Equal(Text(expected, "tcb_date"), Text(verdict, "tcbDate"));
        Assert.Equal(Texts(expected, "advisory_ids"), Texts(verdict, "advisoryIds"));
        Assert.Equal(Flag(expected, "collateral_expired"), Flag(verdict, "collateralExpired"));
    }

    private static JsonElement Parse(SgxRun run) => JsonElement.Parse(run.Output);

    private static bool Flag(JsonElement document, string name) => document.GetProperty(name).GetBoolean();

    private static string? Text(JsonElement document, string name) => document.GetProperty(name).GetString();

    private static IEnumerable<string?> Texts(JsonElement document, string name) =>
        document.GetProperty(name).EnumerateArray().Select(item => item.GetString()).Order();

    private sealed class Vector(string folder)
    {
        private const string Launch = "launch_tcb_status";

        private readonly JsonElement _manifest =
            JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));

        public JsonElement Expected => _manifest.GetProperty("expected");

        /// <summary>None where Intel's root, which needs no naming, is the one to trust.</summary>
        public string[] RootArguments => Path.Combine(folder, CollateralFolder.TrustedRoot) is var root
            && File.Exists(root) ? ["--trusted-root", root] : [];

        /// <summary>The status of an accepted quote, by whichever name the manifest has for it.</summary>
        public string? Status =>
            Text(Expected, Expected.TryGetProperty(Launch, out _) ? Launch : "current_tcb_status");

        public bool IsAccepted => Expected.TryGetProperty("quote3_error", out var error)
            ? error.GetString()!.StartsWith("SGX_QL_SUCCESS", StringComparison.Ordinal)
            : Text(Expected, "overall_status") == "OK";

        /// <summary>Whether the quote's signatures hold, though Intel's library may reject its root.</summary>
        public bool IsGenuine => Text(
            Expected.GetProperty("intel_qvl_status").GetProperty("qvl_2026_07"), "quote")
            is not "INVALID_QUOTE_SIGNATURE";

        /// <summary>Intel's number in an expectation, as 0xA007; null where none is known.</summary>
        public string? NumberOf(string name) =>
            Expected.TryGetProperty(name, out var text) && text.GetString()!.Split('(', ')') is [_, var number, ..]
                ? number
                : null;

        public string[] VerifyArguments =>
        [
            "verify", Path.Combine(folder, "quote.bin"), "--collateral", folder,
            "--time", _manifest.GetProperty("verification_time").ToString(), "--output", "json",
        ];
    }
}
