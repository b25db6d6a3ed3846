using System.Text.Json;
using System.Text.Json.Nodes;
using Sgx.Cli.Tests.Support;
using Sgx.Dcap.Collateral;
using Sgx.Testing;

namespace Sgx.Cli.Tests.Inspection;

public sealed class InspectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Vectors => RepositoryRoot.Shared is null ? [] :
    [
        .. Directory.GetDirectories(Path.Combine(RepositoryRoot.Shared, "vectors"), "v*-*")
            .Where(folder => File.Exists(Path.Combine(folder, CollateralFolder.TcbInfo)))
            .Select(folder => Path.GetFileName(folder))
            .Order(),
    ];

    public static TheoryData<string> Quotes => RepositoryRoot.Shared is null ? [] :
    [
        .. Directory.GetDirectories(Path.Combine(RepositoryRoot.Shared, "vectors"), "v*-*")
            .Where(folder => File.Exists(Path.Combine(folder, "quote.bin")))
            .Select(folder => Path.GetFileName(folder))
            .Order(),
    ];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Quotes))]
    public async Task A_genuine_quote_of_any_version_is_shown_whole(string name)
    {
        var document = await Inspect(RepositoryRoot.SharedOrSkip("vectors", name, "quote.bin"));

        Assert.Equal("quote", Text(document, "kind"));
        Assert.Equal(name[1] - '0', document.GetProperty("header").GetProperty("version").GetInt32());
        var isTd = name.Contains("-tdx-", StringComparison.Ordinal);
        Assert.Equal(isTd, document.GetProperty("tdReportBody").ValueKind is JsonValueKind.Object);
    }

    [Fact]
    public async Task What_is_broken_anywhere_is_an_answer_and_no_crash()
    {
        using var quote = await SimulatedQuote.Create();
        var random = new Random(1);
        foreach (var path in Directory.GetFiles(quote.Folder, "*", SearchOption.AllDirectories))
        {
            var good = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            for (var trial = 0; trial < 60; trial++)
                Assert.True(await InspectBroken(good, random) is 0 or 2, $"{path}, trial {trial}");
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Vectors))]
    public async Task Genuine_collateral_is_recognized_part_by_part(string name)
    {
        var folder = RepositoryRoot.SharedOrSkip("vectors", name);

        foreach (var (file, kind) in ((string, string)[])
        [
            (CollateralFolder.TcbInfo, "tcbInfo"), (CollateralFolder.QeIdentity, "enclaveIdentity"),
            (CollateralFolder.RootCaCrl, "crl"), (CollateralFolder.PckCrl, "crl"),
            (CollateralFolder.TcbInfoIssuerChain, "certificates"), ("", "collateral"),
        ])
        {
            var document = await Inspect(Path.Combine(folder, file));
            Assert.Equal(kind, document.GetProperty("kind").GetString());
            Assert.False(document.GetProperty("verified").GetBoolean());
        }
    }

    [Fact]
    public async Task An_identity_and_numbers_as_intel_serves_them_are_recognized()
    {
        var folder = RepositoryRoot.SharedOrSkip("vectors", "collateral-pcs-responses-2025-05");

        Assert.Equal("QVE", Text(await InspectServed(folder, "sgx_qve_identity.json", "enclave_identity_json"), "id"));
        Assert.Equal("TD_QE", Text(await InspectServed(folder, "tdx_qe_identity.json", "enclave_identity_json"), "id"));
    }

    [Theory]
    [InlineData("""{"tcbInfo":{"id":"\ud800"}}""")]
    [InlineData("""{"tcbInfo":{"kind":"quote"}}""")]
    [InlineData("""{"tcbInfo":{"verified":true}}""")]
    [InlineData("""{"tcbInfo":{"signature":1}}""")]
    [InlineData("""{"tcbInfo":{"a":1,"a":2}}""")]
    [InlineData("""{"tcbInfo":[]}""")]
    [InlineData("""{"tcbInfo":{}""")]
    [InlineData("""{"enclaveIdentity":{"id":7}}""")]
    [InlineData("""{"enclaveIdentity":{}}""")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n")]
    [InlineData("-----BEGIN%20CERTIFICATE-----%0A")]
    [InlineData("-----BEGIN%20")]
    [InlineData("3000")]
    [InlineData("30023000")]
    public async Task Hostile_text_is_refused_and_never_thrown(string text)
    {
        var file = _folder["file"];
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        Assert.Equal(2, (await SgxRun.Of("inspect", file)).ExitCode);
        Assert.Equal(2, (await SgxRun.Of("inspect", file, "--output", "json")).ExitCode);
    }

    [Theory]
    [InlineData("""{"tcbInfo":{"tcbLevels":[{"tcb":{"sgxtcbcomponents":[1,{"svn":2}]}},7,null,{"tcb":null}]}}""")]
    [InlineData("""{"tcbInfo":{"tcbLevels":{"tcb":{}},"id":{},"version":[[[[]]]]}}""")]
    [InlineData("""{"tcbEvaluationDataNumbers":{"id":"SGX","tcbEvalNumbers":[{"tcbEvaluationDataNumber":19}]}}""")]
    public async Task An_odd_document_is_shown_as_it_stands(string text)
    {
        var file = _folder["file"];
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        Assert.NotEmpty((await SgxRun.Of("inspect", file)).Output);
        Assert.NotEmpty((await SgxRun.Of("inspect", file, "--output", "json")).Output);
    }

    [Fact]
    public async Task A_name_cannot_pose_as_another_row()
    {
        var file = _folder["file"];
        await File.WriteAllTextAsync(
            file, """{"tcbInfo":{"x\nverified yes\u001b[2J":1}}""", TestContext.Current.CancellationToken);

        var run = await SgxRun.Of("inspect", file);

        Assert.Contains("\nx verified yes\uFFFD[2J", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u202e")]
    [InlineData("\u2066")]
    [InlineData("\u2028")]
    [InlineData("\ue000")]
    [InlineData("\U000e0041")]
    public async Task Text_that_would_be_shown_in_another_order_or_not_at_all_is_not_printed(string hidden)
    {
        var file = _folder["file"];
        await File.WriteAllTextAsync(
            file, $$$"""{"tcbInfo":{"x{{{hidden}}}":"y{{{hidden}}}"}}""", TestContext.Current.CancellationToken);

        var table = await SgxRun.Of("inspect", file);
        var json = await SgxRun.Of("inspect", file, "--output", "json");

        Assert.Contains("x\uFFFD", table.Output, StringComparison.Ordinal);
        Assert.Contains("y\uFFFD", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, json.Output, StringComparison.Ordinal);
        Assert.Equal($"y{hidden}", JsonNode.Parse(json.Output)![$"x{hidden}"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_document_of_very_many_rows_is_cut_off_in_the_table()
    {
        var file = _folder["file"];
        var many = string.Join(',', Enumerable.Repeat("[{}]", 50_000));
        await File.WriteAllTextAsync(
            file, $$$"""{"tcbInfo":{"x":[{"y":[]},{{{many}}}]}}""", TestContext.Current.CancellationToken);

        var run = await SgxRun.Of("inspect", file);

        Assert.Contains("only the first 10000 lines are shown", run.Error, StringComparison.Ordinal);
    }

    // A byte is changed, and every third time the end is cut off.
    private async Task<int> InspectBroken(byte[] good, Random random)
    {
        var bytes = good[..(random.Next(3) == 0 ? random.Next(good.Length) : good.Length)];
        if (bytes.Length > 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        await File.WriteAllBytesAsync(_folder["broken"], bytes, TestContext.Current.CancellationToken);
        return (await SgxRun.Of("inspect", _folder["broken"])).ExitCode;
    }

    private async Task<JsonElement> InspectServed(string folder, string name, string member)
    {
        var served = JsonElement.Parse(await File.ReadAllBytesAsync(
            Path.Combine(folder, name), TestContext.Current.CancellationToken));
        var file = _folder[name];
        await File.WriteAllTextAsync(
            file, served.GetProperty(member).GetString(), TestContext.Current.CancellationToken);
        return await Inspect(file);
    }

    private static async Task<JsonElement> Inspect(string path)
    {
        var run = await SgxRun.Of("inspect", path, "--output", "json");
        return JsonElement.Parse(run.Output);
    }

    private static string? Text(JsonElement document, string name) => document.GetProperty(name).GetString();
}
