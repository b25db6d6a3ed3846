using System.Text.Json;
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
