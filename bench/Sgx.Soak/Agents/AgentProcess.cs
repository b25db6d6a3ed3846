using System.Diagnostics;
using Sgx.Soak.Linux;

namespace Sgx.Soak.Agents;

/// <summary>A real agent, as an operator starts and ends it.</summary>
internal sealed class AgentProcess : IDisposable
{
    private const int SigKill = 9, SigTerm = 15;
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource<string?> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string _complaint = "";

    private AgentProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>The last thing that it said on stderr.</summary>
    public string Complaint => _complaint;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it holds now.</summary>
    /// <exception cref="SoakException">It has ended.</exception>
    public ProcessFigures Figures
    {
        get
        {
            try
            {
                return ProcessFigures.Of(Id);
            }
            catch (IOException)
            {
                _process.WaitForExit(EndDeadline);
                throw new SoakException($"agent {Id} ended with {_process.ExitCode}: {Complaint}");
            }
        }
    }

    public static AgentProcess Start(string program, IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var agent = new AgentProcess(process);
        process.OutputDataReceived += (_, line) => agent._firstLine.TrySetResult(line.Data);
        process.ErrorDataReceived += (_, line) => agent.Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return agent;
    }

    /// <summary>Waits until it says that it serves: then it has the socket.</summary>
    /// <exception cref="SoakException">It ended instead, or says nothing in time.</exception>
    public AgentProcess WaitUntilServing(CancellationToken cancellation)
    {
        if (!_firstLine.Task.Wait((int)StartDeadline.TotalMilliseconds, cancellation) || _firstLine.Task.Result is null)
            throw new SoakException($"agent {Id} does not serve: {Complaint}");
        return this;
    }

    /// <summary>Asks it to drain and end.</summary>
    public AgentProcess Terminate() => Signal(SigTerm);

    /// <summary>Ends it as a crash does.</summary>
    public AgentProcess Kill() => Signal(SigKill);

    /// <summary>Waits until it has ended.</summary>
    /// <returns>The exit code; 128 and the signal where a signal ended it.</returns>
    /// <exception cref="SoakException">It does not end in time.</exception>
    public async Task<int> End(CancellationToken cancellation)
    {
        try
        {
            await _process.WaitForExitAsync(cancellation).WaitAsync(EndDeadline, cancellation);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new SoakException($"agent {Id} does not end: {Complaint}");
        }
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

    private void Hear(string? line)
    {
        if (!string.IsNullOrEmpty(line))
            _complaint = line;
    }

    private AgentProcess Signal(int signal)
    {
        _ = Libc.Kill(Id, signal);
        return this;
    }
}
