using System.ComponentModel;
using System.Diagnostics;
using Sgx.Bench.Results;
using Sgx.Testing;

namespace Sgx.Bench.Tests;

/// <summary>The short form of the benchmark, against the agent and the server in C as they are built.</summary>
public sealed class BenchmarkTests : IDisposable
{
    private static readonly string[] Operations = ["key count", "init", "size", "quote"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_short_form_gets_every_reply_and_reports_every_row()
    {
        using var benchmark = new Benchmark(new()
        {
            Agent = Path.Combine(AppContext.BaseDirectory, "sgx-agent"), Baseline = await BuildBaselineOrSkip(),
            Commit = "of the tests", Plan = Plan.Short,
        }, TestContext.Current.SendDiagnosticMessage);

        var figures = await benchmark.Run();
        var lines = ResultsDocument.Write(figures, Plan.Short).Split('\n');

        Assert.Equal(0, figures.Errors);
        Assert.All(
            from operation in Operations from clients in Plan.Short.Crowds select $"| {operation} | {clients} |",
            row => Assert.Equal(2, lines.Count(line => line.StartsWith(row, StringComparison.Ordinal))));
        Assert.Contains(lines, line => line.StartsWith("| idle", StringComparison.Ordinal));
        Assert.Contains("## Start", lines);
    }

    [Fact]
    public async Task A_program_that_is_no_agent_is_told_so()
    {
        using var benchmark = new Benchmark(
            new() { Agent = "/bin/true", Baseline = "/bin/true", Commit = "", Plan = Plan.Short }, _ => { });

        var failure = await Assert.ThrowsAsync<BenchException>(benchmark.Run);

        Assert.Contains("/bin/true ended with exit code 0", failure.Message, StringComparison.Ordinal);
    }

    private async Task<string> BuildBaselineOrSkip()
    {
        var program = _folder["aesm-echo"];
        try
        {
            using var compiler = Process.Start(
                "cc", ["-O2", "-o", program, Path.Combine(RepositoryRoot.Path, "bench", "baseline", "aesm-echo.c")]);
            await compiler.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (Win32Exception)
        {
            Assert.Skip("there is no C compiler");
        }

        return program;
    }
}
