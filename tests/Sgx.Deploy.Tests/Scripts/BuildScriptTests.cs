namespace Sgx.Deploy.Tests.Scripts;

/// <summary>Whoever waits for the programs sees that it goes on.</summary>
public sealed class BuildScriptTests : IDisposable
{
    // Publishes an empty file in place of the command line.
    private const string Publish = """
        while [ "$1" != --output ]; do shift; done
        mkdir -p "$2" && : >"$2/sgx-cli"
        """;

    private readonly ScriptRun _run = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Every_project_tells_that_it_begins_goes_on_and_is_done()
    {
        _run.Fake("dotnet", $"sleep 1\n{Publish}");

        var (code, output, _) = await _run.Start("scripts/build").End(Cancellation);

        Assert.Equal(0, code);
        foreach (var project in new[] { "Sgx.Agent", "Sgx.Cli", "Sgx.NodeStatus", "RemoteAttestation" })
        {
            Assert.Contains($"build {project}: begins", output);
            Assert.Contains(output, line => line.StartsWith($"build {project}: ") && line.EndsWith(" s so far"));
            Assert.Contains(output, line => line.StartsWith($"build {project}: done in "));
        }

        Assert.True(File.Exists(_run["out/bin/sgx"]));
    }

    [Fact]
    public async Task A_project_that_does_not_build_is_named_and_is_the_last()
    {
        _run.Fake("dotnet", "exit 3");

        var (code, output, complaint) = await _run.Start("scripts/build").End(Cancellation);

        Assert.Equal(3, code);
        Assert.Contains("build Sgx.Agent: failed with 3", complaint);
        Assert.DoesNotContain("build Sgx.Cli: begins", output);
    }

    [Fact]
    public async Task Another_option_is_refused()
    {
        var (code, _, complaint) = await _run.Start("scripts/build", "--fast").End(Cancellation);

        Assert.Equal(2, code);
        Assert.Contains("--fast", complaint);
    }
}
