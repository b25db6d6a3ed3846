namespace Sgx.Deploy.Tests.Scripts;

/// <summary>CI does every step, ends with the tests' summary, and fails when any step does.</summary>
public sealed class ContinuousIntegrationTests : IDisposable
{
    private const string Summary = "printf '  failed: 0\\n  succeeded: 3\\n  skipped: 2\\n'";

    private readonly ScriptRun _run = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("none", 0)]
    [InlineData("lint", 1)]
    [InlineData("demo", 1)]
    [InlineData("Sgx.NodeStatus", 1)] // ahead of time
    public async Task A_step_that_fails_fails_the_run_which_goes_on(string broken, int expected)
    {
        foreach (var tool in new[] { "strace", "cc", "helm" })
            _run.Fake(tool, "exit 0"); // nothing is to be installed
        _run.Fake("make", $"echo made $1; [ $1 != {broken} ]");
        _run.Fake("dotnet", $"""
            case "$1 $2" in
                *{broken}) exit 1 ;;
                "test "*) {Summary} ;;
                *) echo published $2; while [ "$1" != --output ]; do shift; done; mkdir -p "$2"; : >"$2/sgx-cli" ;;
            esac
            """);

        var (code, output, complaint) = await _run.Start(".ci/run").End(Cancellation);

        Assert.Equal(expected, code);
        Assert.Equal("3 passed, 0 failed, 2 skipped", output[^1]);
        Assert.Contains("made lint", output);
        Assert.Contains("made demo", output);
        Assert.Contains("published src/Sgx.Agent", output);
        Assert.Equal(expected > 0, complaint.Contains("ci: failed before the tests"));
    }

    [Fact]
    public async Task Tests_that_fail_fail_the_run()
    {
        foreach (var tool in new[] { "strace", "cc", "helm", "make" })
            _run.Fake(tool, "exit 0");
        _run.Fake("dotnet", "[ $1 = test ] && exit 2\n"
            + "while [ \"$1\" != --output ]; do shift; done; mkdir -p \"$2\"; : >\"$2/sgx-cli\"");

        var (code, output, _) = await _run.Start(".ci/run").End(Cancellation);

        Assert.Equal(2, code);
        Assert.DoesNotContain(output, line => line.Contains("passed"));
    }
}
