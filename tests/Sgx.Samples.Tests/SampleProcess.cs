using System.Collections.Concurrent;
using System.Diagnostics;
using Sgx.Testing;

namespace Sgx.Samples.Tests;

/// <summary>A sample as a process of its own, and all that it says.</summary>
internal sealed class SampleProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private SampleProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Both streams; whole once <see cref="End"/> has returned.</summary>
    public string Output => string.Join('\n', _lines);

    /// <param name="program">As <c>ra-tls</c>.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="variables">Added to the environment, which has none of Gramine's.</param>
    public static SampleProcess Start(
        string program, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var inherited = start.Environment.Keys.Where(name => name.StartsWith("RA_TLS_", StringComparison.Ordinal));
        foreach (var name in inherited.ToList())
            _ = start.Environment.Remove(name);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>What stands behind the last word of a line that contains it.</summary>
    public async Task<string> Says(string words)
    {
        string? line = null;
        await Eventually.Holds(
            () => _process.HasExited || (line = _lines.FirstOrDefault(said => said.Contains(words))) is not null,
            Cancellation);
        return line?[(line.IndexOf(words, StringComparison.Ordinal) + words.Length)..].Trim()
            ?? throw new InvalidOperationException($"it ended without '{words}': {Output}");
    }

    /// <summary>Waits a minute at most: a sample that starts where it should not would run for ever.</summary>
    public async Task<int> End()
    {
        await Eventually.Holds(() => _process.HasExited, Cancellation);
        await _process.WaitForExitAsync(Cancellation);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
            _lines.Enqueue(text);
    }
}
