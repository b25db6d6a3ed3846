using System.Diagnostics;

namespace Sgx.Cli.Demo;

/// <summary>One of the product's other programs, running as long as the demo needs it and never longer.</summary>
internal sealed class DemoProgram : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DemoProgram(ProcessStartInfo start, Action<string> relay)
    {
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Relay(e.Data, relay);
        _process.ErrorDataReceived += (_, e) => relay(e.Data ?? "");
    }

    /// <summary>
    /// Its first line on stdout: it is ready. Fails when the program ends without one, or takes too long.
    /// </summary>
    public Task<string> FirstLine(CancellationToken cancellation) => _firstLine.Task.WaitAsync(Deadline, cancellation);

    /// <param name="path">The program.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="variables">What its environment has beside ours.</param>
    /// <param name="relay">Gets every line that it prints, to either stream.</param>
    public static DemoProgram Start(
        string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, Action<string> relay)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        var program = new DemoProgram(start, relay);
        _ = program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits for its end and its last line; gives its exit code.</summary>
    public async Task<int> WaitForExit(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation).WaitAsync(Deadline, cancellation);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    // Null is the end of the stream.
    private void Relay(string? line, Action<string> relay)
    {
        if (line is null)
        {
            _ = _firstLine.TrySetException(new IOException($"{_process.StartInfo.FileName} ended before it was ready"));
            return;
        }

        relay(line);
        _ = _firstLine.TrySetResult(line);
    }
}
