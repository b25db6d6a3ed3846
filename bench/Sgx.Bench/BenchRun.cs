using System.ComponentModel;
using Sgx.Bench.Results;

namespace Sgx.Bench;

/// <summary>One run of the program: measure, print, write.</summary>
internal static class BenchRun
{
    private const int Done = 0, Failed = 1;

    /// <returns>The exit code: 0 when no request failed, whatever the targets say.</returns>
    public static Task<int> Report(BenchOptions options, string? resultsPath) => Report(
        async () =>
        {
            using var benchmark = new Benchmark(options, Console.Error.WriteLine);
            var figures = await benchmark.Run();
            return (ResultsDocument.Write(figures, options.Plan), figures.Errors == 0);
        },
        resultsPath);

    /// <returns>The exit code: 0 when everything that was measured worked, whatever the targets say.</returns>
    public static async Task<int> Report(Func<Task<(string Report, bool IsSound)>> measure, string? resultsPath)
    {
        try
        {
            var (report, isSound) = await measure();
            Console.Write(report);
            if (resultsPath is not null)
                await File.WriteAllTextAsync(resultsPath, report);
            return isSound ? Done : Failed;
        }
        catch (Exception e) when (e is BenchException or QuotingException or IOException or Win32Exception)
        {
            Console.Error.WriteLine($"sgx-bench: {e.Message}");
            return Failed;
        }
    }
}
