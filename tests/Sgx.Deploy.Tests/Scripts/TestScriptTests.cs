using Sgx.Testing;

namespace Sgx.Deploy.Tests.Scripts;

/// <summary>The script of all tests closes with a result only where there is one.</summary>
public sealed class TestScriptTests : IDisposable
{
    private const string Script = "scripts/test";

    private readonly ScriptRun _run = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 2, 2)]
    [InlineData(1, 0, 1)] // a run that tells failures and exits with 0 has failed
    public async Task The_last_line_is_the_summary(int failed, int exitCode, int expected)
    {
        _run.Fake("dotnet", $"{Summary(failed)}; exit {exitCode}");

        var (code, output, _) = await _run.Start(Script).End(Cancellation);

        Assert.Equal($"3 passed, {failed} failed, 2 skipped", output[^1]);
        Assert.Equal(expected, code);
    }

    [Theory]
    [InlineData("exit 0", 1)]
    [InlineData("exit 7", 7)]
    [InlineData("echo '  succeeded: 3'", 1)]
    [InlineData("kill -9 $$", 137)]
    public async Task A_run_without_a_summary_has_no_result_and_fails(string shell, int expected)
    {
        _run.Fake("dotnet", shell);

        var (code, output, complaint) = await _run.Start(Script).End(Cancellation);

        Assert.Equal(expected, code);
        Assert.DoesNotContain(output, line => line.Contains("passed"));
        Assert.Contains("without a summary", complaint);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    [InlineData("HUP", 129)]
    public async Task A_signal_ends_the_tests_and_leaves_no_result(string signal, int expected)
    {
        _run.Fake("dotnet", $"echo $$ >'{_run["started"]}.new'; mv '{_run["started"]}.new' '{_run["started"]}'; "
            + $"sleep 600; {Summary(0)}");
        _ = _run.Start(Script);
        await Eventually.Holds(() => File.Exists(_run["started"]), Cancellation);

        _run.Signal(signal);
        var (code, output, complaint) = await _run.End(Cancellation);

        Assert.Equal(expected, code);
        Assert.DoesNotContain(output, line => line.Contains("passed"));
        Assert.Contains($"SIG{signal}", complaint);
        var dotnet = File.ReadAllText(_run["started"]).Trim();
        await Eventually.Holds(() => !Directory.Exists($"/proc/{dotnet}"), Cancellation);
    }

    private static string Summary(int failed) =>
        $"printf '  total: 6\\n  failed: {failed}\\n  succeeded: 3\\n  skipped: 2\\n  duration: 1s\\n'";
}
