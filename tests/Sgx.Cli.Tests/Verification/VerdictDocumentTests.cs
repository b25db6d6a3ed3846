using System.Text.Json.Nodes;
using Sgx.Cli.Tests.Support;
using Sgx.Testing;

namespace Sgx.Cli.Tests.Verification;

public sealed class VerdictDocumentTests
{
    private static readonly string[] Members =
    [
        "verdict", "acceptable", "mismatches", "reason", "detail", "tcbStatus", "advisoryIds", "tcbDate",
        "collateralExpired", "fmspc", "quote", "simulated", "root", "time", "notCurrent", "qvResult", "quote3Error",
        "platformBinding", "tcb", "supplemental", "policy",
    ];

    private static readonly string[] QuoteMembers =
    [
        "version", "teeType", "mrEnclave", "mrSigner", "isvProdId", "isvSvn", "debug", "reportData", "bodyType",
        "reportBody", "tdReportBody",
    ];

    private static readonly string[] TcbMembers = ["platform", "quotingEnclave", "tdxModule", "launch", "current"];

    private static readonly string[] SupplementalMembers =
    [
        "earliestIssueDate", "latestIssueDate", "earliestExpirationDate", "latestExpirationDate",
        "tcbEvaluationDataNumber", "tcbInfoEvaluationDataNumber", "qeIdentityEvaluationDataNumber", "rootCaCrlNumber",
        "pckCrlNumber", "rootKeyId", "ppid", "platformInstanceId", "pceId", "cpuSvn", "pceSvn", "sgxType",
        "dynamicPlatform", "cachedKeys", "smtEnabled",
    ];

    [Fact]
    public async Task It_has_the_same_members_in_the_same_order_whatever_happens()
    {
        using var quote = await SimulatedQuote.Create();

        string[][] endings =
        [
            quote.VerifyArguments,
            [.. quote.VerifyArguments, "--min-svn", "9"],
            quote.With("--trusted-root", quote.OtherRoot),
            quote.With("--collateral", "/nowhere"),
            [.. quote.VerifyArguments, "--frobnicate"],
        ];
        foreach (var arguments in endings)
            Assert.Equal(Members, NamesOf(Parse(await SgxRun.Of(arguments))));
    }

    [Fact]
    public async Task An_acceptable_quote_has_no_reason_and_all_the_facts()
    {
        using var quote = await SimulatedQuote.Create();

        var run = await SgxRun.Of(quote.VerifyArguments);

        var verdict = Parse(run);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.Equal("verified", Text(verdict, "verdict"));
        Assert.True(Flag(verdict, "acceptable"));
        Assert.Null(verdict["reason"]);
        Assert.Null(verdict["detail"]);
        Assert.Equal("UpToDate", Text(verdict, "tcbStatus"));
        Assert.False(Flag(verdict, "collateralExpired"));
        Assert.True(Flag(verdict, "simulated"));
        Assert.Equal("53494d000001", Text(verdict, "fmspc"));
        Assert.Equal("2025-06-11T19:08:46Z", Text(verdict, "time"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", Text(verdict, "tcbDate"));
        Assert.Equal(["subject", "sha256", "intel"], NamesOf(verdict["root"]!.AsObject()));
        Assert.Equal(QuoteMembers, NamesOf(verdict["quote"]!.AsObject()));
    }

    [Fact]
    public async Task A_mismatch_says_what_was_expected_and_what_was_found()
    {
        using var quote = await SimulatedQuote.Create();

        var run = await SgxRun.Of([.. quote.VerifyArguments, "--min-svn", "9"]);

        var mismatch = Assert.Single(Parse(run)["mismatches"]!.AsArray())!.AsObject();
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["field", "expected", "found", "source"], NamesOf(mismatch));
        Assert.Equal("isvSvn", Text(mismatch, "field"));
        Assert.Equal(">= 9", Text(mismatch, "expected"));
        Assert.Equal("1", Text(mismatch, "found"));
        Assert.Equal("--min-svn", Text(mismatch, "source"));
    }

    [Fact]
    public async Task What_is_proven_beside_the_verdict_is_told_but_for_what_identifies_the_machine()
    {
        using var quote = await SimulatedQuote.Create();

        var verdict = Parse(await SgxRun.Of(quote.VerifyArguments));
        var open = Parse(await SgxRun.Of([.. quote.VerifyArguments, "--show-ppid"]));

        Assert.Equal(TcbMembers, NamesOf(verdict["tcb"]!.AsObject()));
        Assert.Equal("UpToDate", Text(verdict["tcb"]!["platform"]!.AsObject(), "status"));
        Assert.Null(verdict["tcb"]!["launch"]);
        Assert.Equal(SupplementalMembers, NamesOf(verdict["supplemental"]!.AsObject()));
        foreach (var identifier in (string[])["ppid", "platformInstanceId"])
        {
            Assert.Null(verdict["supplemental"]![identifier]);
            Assert.Matches("^[0-9a-f]{32}$", Text(open["supplemental"]!.AsObject(), identifier));
        }
    }

    [Fact]
    public async Task A_verdict_has_intels_numbers()
    {
        using var quote = await SimulatedQuote.Create();

        var verified = Parse(await SgxRun.Of(quote.VerifyArguments));
        var rejected = Parse(await SgxRun.Of(quote.With("--trusted-root", quote.OtherRoot)));
        var unread = Parse(await SgxRun.Of(quote.With("--collateral", "/nowhere")));

        Assert.Equal(("0x0000", "0x0000"), (Text(verified, "qvResult"), Text(verified, "quote3Error")));
        Assert.Equal(("0xA006", "0xE022"), (Text(rejected, "qvResult"), Text(rejected, "quote3Error")));
        Assert.Null(unread["qvResult"]);
        Assert.Null(unread["quote3Error"]);
    }

    [Fact]
    public async Task Every_rule_is_told_with_its_source()
    {
        using var quote = await SimulatedQuote.Create();

        var verdict = Parse(await SgxRun.Of([.. quote.VerifyArguments, "--accept", "OutOfDate", "--allow-debug"]));

        var rules = verdict["policy"]!.AsArray().Select(rule => rule!.AsObject()).ToList();
        Assert.All(rules, rule => Assert.Equal(["rule", "field", "expected", "source"], NamesOf(rule)));
        Assert.Equal("--accept", SourceOf(rules, "tcb.accepted"));
        Assert.Equal("--allow-debug", SourceOf(rules, "allowDebug"));
        Assert.Equal("default", SourceOf(rules, "enclave.init"));
        Assert.Equal("none", Text(verdict, "platformBinding"));
    }

    [Fact]
    public void The_documentation_names_every_member()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "cli.md"));

        foreach (var name in (string[])[.. Members, .. TcbMembers, .. SupplementalMembers])
            Assert.Matches($@"`(\w+\.)?{name}`", text);
        foreach (var name in QuoteMembers)
            Assert.Contains($"`quote.{name}`", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_current_is_told_with_its_period()
    {
        using var quote = await SimulatedQuote.Create();

        var verdict = Parse(await SgxRun.Of(quote.With("--time", "2026-06-11T00:00:00Z")));

        Assert.True(Flag(verdict, "collateralExpired"));
        Assert.Equal("verified", Text(verdict, "verdict"));
        var periods = verdict["notCurrent"]!.AsArray();
        Assert.NotEmpty(periods);
        Assert.All(periods, period => Assert.Equal(["name", "from", "until"], NamesOf(period!.AsObject())));
    }

    [Fact]
    public async Task A_rejected_quote_still_shows_what_it_says()
    {
        using var quote = await SimulatedQuote.Create();

        var verdict = Parse(await SgxRun.Of(quote.With("--trusted-root", quote.OtherRoot)));

        Assert.Equal("rejected", Text(verdict, "verdict"));
        Assert.False(Flag(verdict, "acceptable"));
        Assert.Equal("PckCertChainUntrusted", Text(verdict, "reason"));
        Assert.NotNull(verdict["detail"]);
        Assert.Null(verdict["tcbStatus"]);
        Assert.Null(verdict["tcbDate"]);
        Assert.Null(verdict["fmspc"]);
        Assert.Equal(QuoteMembers, NamesOf(verdict["quote"]!.AsObject()));
    }

    private static string SourceOf(IEnumerable<JsonObject> rules, string name) =>
        Assert.Single(rules.Where(rule => Text(rule, "rule") == name).Select(rule => Text(rule, "source")).Distinct());

    private static JsonObject Parse(SgxRun run) => JsonNode.Parse(run.Output)!.AsObject();

    private static IEnumerable<string> NamesOf(JsonObject document) => document.Select(member => member.Key);

    private static string Text(JsonObject document, string name) => document[name]!.GetValue<string>();

    private static bool Flag(JsonObject document, string name) => document[name]!.GetValue<bool>();
}
