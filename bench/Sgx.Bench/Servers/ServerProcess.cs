using System.Diagnostics;
using System.Net.Sockets;

namespace Sgx.Bench.Servers;

/// <summary>A server that runs as a process of its own, for as long as it is measured.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);

    private readonly string _program;
    private readonly Process _process;

    // Not before it serves: a program that ends at once has no clock any more.
    private readonly Lazy<ProcessorClock> _clock;

    // What it writes to stderr goes to a file: lines of audit, which a node's runtime would keep too.
    private ServerProcess(string program, string socketPath, params string[] arguments)
    {
        _program = program;
        EndPoint = new(socketPath);
        string[] shell = ["-c", "exec \"$@\" 2>>\"$0\"", $"{socketPath}.log", program, .. arguments];
        _process = Process.Start(new ProcessStartInfo("/bin/sh", shell) { RedirectStandardOutput = true })!;
        _clock = new(() => new(_process));
    }

    public UnixDomainSocketEndPoint EndPoint { get; }

    /// <summary>Processor time used since its start.</summary>
    public TimeSpan ProcessorTime => _clock.Value.Now;

    public ResidentMemory Memory => ResidentMemory.Of(_process);

    /// <summary>The agent on a simulated platform. It may not serve yet.</summary>
    public static ServerProcess StartAgent(
        string program, string stateDirectory, string socketPath, params string[] settings) => new(
        program, socketPath,
        [
            "quote-helper", "--platform", "simulated", "--state-dir", stateDirectory, "--socket", socketPath,
            .. settings,
        ]);

    /// <summary>The server in C, whose replies have that many bytes. It may not serve yet.</summary>
    public static ServerProcess StartBaseline(string program, string socketPath, int replySize) =>
        new(program, socketPath, socketPath, $"{replySize}");

    /// <summary>Tries until it succeeds.</summary>
    /// <param name="attempt">Throws <see cref="SocketException"/> as long as nobody listens.</param>
    /// <exception cref="BenchException">The server ended, or does not serve in time.</exception>
    public void WaitUntil(Action attempt)
    {
        for (var since = Stopwatch.StartNew(); !Succeeds(attempt); Thread.Sleep(PollInterval))
        {
            if (_process.HasExited)
                throw new BenchException($"{_program} ended with exit code {_process.ExitCode}");
            if (since.Elapsed > StartTimeout)
                throw new BenchException($"{_program} does not serve at {EndPoint}");
        }
    }

    /// <summary>Waits until somebody listens.</summary>
    public ServerProcess WaitUntilServing()
    {
        WaitUntil(() =>
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            probe.Connect(EndPoint);
        });
        return this;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(EndPoint.ToString());
    }

    private static bool Succeeds(Action attempt)
    {
        try
        {
            attempt();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
