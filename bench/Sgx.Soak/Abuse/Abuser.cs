using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Sgx.Soak.Abuse;

/// <summary>One kind of abuse under way, in a process of its own: <see cref="CommitCommand"/>.</summary>
/// <remarks>
/// So neither its thousands of sockets nor its collector disturb the clients that are measured; and it is nice, so that
/// the figures show the agent, not whose thread the system runs.
/// </remarks>
internal sealed class Abuser : IDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(60);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "sgx-soak");

    private readonly Process _process;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _connections;
    private volatile string _complaint = "";

    /// <summary>Returns when the abuse begins.</summary>
    /// <exception cref="SoakException">It does not begin.</exception>
    public Abuser(AbuseKind kind, string socketPath, IPEndPoint? http = null)
    {
        string[] port = http is null ? [] : ["--http", $"{http}"];
        string[] command =
            ["-n", "19", Program, CommitCommand.Name, "--kind", kind.Name, "--socket", socketPath, .. port];
        _process = Process.Start(new ProcessStartInfo("nice", command)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => Count(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (_begun.Task.Wait(StartDeadline))
            return;
        Dispose();
        throw new SoakException($"the abuse \"{kind.Name}\" does not begin");
    }

    /// <summary>Connections that it has said to have made; all of them after <see cref="Stop"/>.</summary>
    public long Connections => Volatile.Read(ref _connections);

    /// <summary>Ends it, and its connections.</summary>
    /// <exception cref="SoakException">It hangs, since the agent keeps it waiting, or it failed.</exception>
    public void Stop()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(EndDeadline))
            throw new SoakException("an abuse does not end: the agent neither answers nor hangs up");
        _process.WaitForExit();   // until its last line has been read, too
        if (_process.ExitCode != 0)
            throw new SoakException($"an abuse ended with {_process.ExitCode}: {_complaint}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    // The end of its output begins nothing, but ends the wait for it: Stop tells why.
    private void Count(string? line)
    {
        if (line is not null)
            _connections = Math.Max(_connections, long.Parse(line, CultureInfo.InvariantCulture));
        _ = _begun.TrySetResult();
    }

    private void Hear(string? line)
    {
        if (!string.IsNullOrEmpty(line))
            _complaint = line;
    }
}
