using System.Diagnostics;

namespace Sgx.Deploy.Tests;

/// <summary>A program of the machine's, where it is installed.</summary>
internal static class Tool
{
    private static readonly TimeSpan _deadline = TimeSpan.FromMinutes(1);

    /// <summary>What the program prints; the calling test is skipped where it is not installed.</summary>
    public static string OutputOrSkip(string program, params string[] arguments)
    {
        Assert.SkipUnless(IsInstalled(program), $"{program} is not installed");
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var complaint = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(_deadline))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} takes longer than {_deadline}");
        }

        Assert.True(process.ExitCode == 0, $"{program}: {complaint.GetAwaiter().GetResult()}");
        return output.GetAwaiter().GetResult();
    }

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
