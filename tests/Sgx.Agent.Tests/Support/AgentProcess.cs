using System.Diagnostics;

namespace Sgx.Agent.Tests.Support;

/// <summary>The program itself, as an operator starts and stops it.</summary>
internal static class AgentProcess
{
    public static Process Start(params string[] arguments) => Start(_ => { }, arguments);

    /// <summary>The same in a folder or with variables of the test's own.</summary>
    public static Process Start(Action<ProcessStartInfo> change, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "sgx-agent"), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        change(start);
        return Process.Start(start)!;
    }

    /// <summary>Tells it to stop, as a container's runtime does.</summary>
    public static void Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }
}
