using System.Diagnostics;
using System.Text;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Support;

/// <summary>System calls of a running process that fail, by strace, until disposed.</summary>
internal sealed class InjectedFaults : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _told = new();
    private readonly Process _strace;

    private InjectedFaults(Process target, string calls, string error, string when)
    {
        _strace = Process.Start(new ProcessStartInfo("strace",
        [
            "-f", "-p", $"{target.Id}", "-o", Trace, "-e", $"trace={calls}",
            "-e", $"inject={calls}:error={error}:when={when}",
        ])
        {
            RedirectStandardError = true,
        })!;
        _strace.ErrorDataReceived += (_, line) => Tell(line.Data);
        _strace.BeginErrorReadLine();
    }

    /// <summary>How many calls have failed.</summary>
    public int Count => File.Exists(Trace)
        ? ReadTrace().Split('\n').Count(line => line.Contains("(INJECTED)", StringComparison.Ordinal))
        : 0;

    private string Trace => _folder["trace"];

    private string Told
    {
        get
        {
            lock (_told)
                return _told.ToString();
        }
    }

    /// <summary>
    /// Lets calls fail from now on; the calling test is skipped where strace is missing or may not trace.
    /// </summary>
    /// <param name="target">The process.</param>
    /// <param name="calls">Names of system calls with commas between; <c>?name</c> may be missing here.</param>
    /// <param name="error">As <c>ENOMEM</c>.</param>
    /// <param name="when">By strace's rules, for each thread: <c>1</c> is its first call, <c>1+</c> are all.</param>
    /// <param name="cancellation">Ends the wait for strace.</param>
    public static async Task<InjectedFaults> Begin(
        Process target, string calls, string error, string when, CancellationToken cancellation)
    {
        Assert.SkipUnless(IsInstalled, "strace is not installed");
        var faults = new InjectedFaults(target, calls, error, when);
        await Eventually.Holds(
            () => faults._strace.HasExited || faults.Told.Contains("attached", StringComparison.Ordinal), cancellation);
        if (faults.Told.Contains("Operation not permitted", StringComparison.Ordinal))
        {
            faults.Dispose();
            Assert.Skip("strace may not trace other processes here");
        }

        Assert.False(faults._strace.HasExited, faults.Told);
        return faults;
    }

    public void Dispose()
    {
        if (!_strace.HasExited)
        {
            AgentProcess.Terminate(_strace); // it detaches, and the process goes on
            if (!_strace.WaitForExit(Patience))
                _strace.Kill();
        }

        _strace.Dispose();
        _folder.Dispose();
    }

    private void Tell(string? line)
    {
        lock (_told)
            _ = _told.AppendLine(line);
    }

    // strace writes on while it is read.
    private string ReadTrace()
    {
        using var file = new FileStream(Trace, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    /// <summary>Whether there is strace.</summary>
    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "strace")));
}
