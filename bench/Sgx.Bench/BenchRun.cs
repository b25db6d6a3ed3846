using System.ComponentModel;
using Sgx.Bench.Results;

namespace Sgx.Bench;

/// <summary>One run of the program: measure, print, write.</summary>
internal static class BenchRun
{
    private const int Done = 0, Failed = 1;

    /// <returns>The exit code: 0 when no request failed, whatever the targets say.</returns>
    public static async Task<int> Report(BenchOptions options, string? resultsPath)
    {
        try
        {
            using var benchmark = new Benchmark(options, Console.Error.WriteLine);
            var figures = await benchmark.Run();
            var report = ResultsDocument.Write(figures, options.Plan);
            Console.Write(report);
            if (resultsPath is not null)
                await File.WriteAllTextAsync(resultsPath, report);
            return figures.Errors == 0 ? Done : Failed;
        }
        catch (Exception e) when (e is BenchException or QuotingException or IOException or Win32Exception)
        {
            Console.Error.WriteLine($"sgx-bench: {e.Message}");
            return Failed;
        }
    }
}
