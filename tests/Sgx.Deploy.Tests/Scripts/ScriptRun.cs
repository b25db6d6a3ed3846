using System.Diagnostics;
using Sgx.Testing;

namespace Sgx.Deploy.Tests.Scripts;

/// <summary>A script of a copy of the repository's, with programs of the test's in place of real ones.</summary>
internal sealed class ScriptRun : IDisposable
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly TimeSpan _deadline = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private Process? _process;
    private Task<string> _output = Task.FromResult(""), _complaint = Task.FromResult("");

    public ScriptRun()
    {
        foreach (var folder in new[] { "scripts", ".ci" })
        {
            _ = Directory.CreateDirectory(_folder[folder]);
            foreach (var script in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, folder)))
                File.Copy(script, Path.Combine(_folder[folder], Path.GetFileName(script)));
        }

        _ = Directory.CreateDirectory(_folder["bin"]);
    }

    /// <summary>A path in the copy of the repository.</summary>
    public string this[string name] => _folder[name];

    /// <summary>Puts a program in front of the machine's own of that name.</summary>
    public void Fake(string program, string shell)
    {
        var path = Path.Combine(_folder["bin"], program);
        File.WriteAllText(path, $"#!/bin/sh\n{shell}\n");
        File.SetUnixFileMode(path, Executable);
    }

    public ScriptRun Start(string script, params string[] arguments)
    {
        // Whoever starts the tests in the background has SIGINT ignored, and so would a shell that inherits that.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,TERM,HUP", _folder[script], .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path,
        };
        start.Environment["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["SGX_HEARTBEAT"] = "0.1";
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _complaint = _process.StandardError.ReadToEndAsync();
        return this;
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        kill.WaitForExit();
    }

    public async Task<(int ExitCode, string[] Output, string Complaint)> End(CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(_deadline);
        await _process!.WaitForExitAsync(deadline.Token);
        var output = await _output.WaitAsync(deadline.Token);
        return (
            _process.ExitCode,
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            await _complaint.WaitAsync(deadline.Token));
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill(entireProcessTree: true);
        _process?.Dispose();
        _folder.Dispose();
    }
}
