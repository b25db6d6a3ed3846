using Sgx.Cli.Tests.Support;
using Sgx.Testing;

namespace Sgx.Cli.Tests.Demo;

/// <summary>The demo with the programs that the build put beside the tests.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task It_ends_well_and_says_first_that_all_is_simulated()
    {
        var run = await SgxRun.Of("demo");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Everything here is SIMULATED", run.Output, StringComparison.Ordinal);
        Assert.Contains("secret delivered", run.Output, StringComparison.Ordinal);
        Assert.Contains("InvalidQuoteSignature", run.Output, StringComparison.Ordinal);
        Assert.Contains("OutOfDate", run.Output, StringComparison.Ordinal);
        Assert.Contains("PckCertChainUntrusted", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("All went as told.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_leaves_nothing_behind()
    {
        var run = await SgxRun.Of("demo");

        var socket = run.Output.Split(' ').Single(word => word.EndsWith("/aesm.socket", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.GetDirectoryName(socket)));
    }

    [Fact]
    public async Task Programs_that_are_missing_are_named()
    {
        using var folder = new TemporaryFolder();

        var run = await SgxRun.Of(["demo"], host => host with { ProgramFolder = folder.Path });

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("sgx-agent", run.Error, StringComparison.Ordinal);
        Assert.Contains("make build", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_ends_at_once_ends_the_demo()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["sgx-agent", "remote-attestation"])
            _ = File.CreateSymbolicLink(folder[name], "/bin/false");

        var run = await SgxRun.Of(["demo"], host => host with { ProgramFolder = folder.Path });

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("ended before it was ready", run.Error, StringComparison.Ordinal);
    }
}
