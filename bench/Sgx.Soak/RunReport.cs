using System.CommandLine;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Sgx.Soak.Clients;
using Sgx.Soak.Figures;

namespace Sgx.Soak;

/// <summary>One run of the program: what machine it was, its figures, and a last word.</summary>
internal static class RunReport
{
    private const int Kept = 0, Broken = 1;

    /// <returns>The exit code: 0 when every promise was kept.</returns>
    public static async Task<int> Write(ParseResult arguments, Func<FigureSheet, Task> run)
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        Console.WriteLine($"commit {arguments.GetValue(CommonOptions.Commit)}, {DateTime.UtcNow:yyyy-MM-dd}");
        var processors = Environment.ProcessorCount;
        Console.WriteLine($"{RuntimeInformation.OSDescription}, {processors} processors, load {load} before");
        var sheet = new FigureSheet(Console.Out);
        try
        {
            await run(sheet);
        }
        catch (Exception e) when (Crowd.IsFailure(e)
            || e is IOException or Win32Exception or OperationCanceledException)
        {
            Console.Error.WriteLine($"sgx-soak: {e.Message}");
            return Broken;
        }

        Console.WriteLine(sheet.AllKept ? "every promise was kept" : "a promise was BROKEN");
        return sheet.AllKept ? Kept : Broken;
    }
}
