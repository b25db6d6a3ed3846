using System.Diagnostics;

namespace Sgx.Agent.Tests.Support;

/// <summary>The program itself, as an operator starts and stops it.</summary>
internal static class AgentProcess
{
    public static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "sgx-agent"), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;

    /// <summary>Tells it to stop, as a container's runtime does.</summary>
    public static void Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }
}
