using System.Diagnostics;
using Sgx.Aesm;

namespace Sgx.Cli.Tests.RemoteAttestation;

/// <summary>A party of the sample as a process of its own.</summary>
internal sealed class PartyProcess : IDisposable
{
    private readonly Process _process;

    private PartyProcess(Process process) => _process = process;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="arguments">The command line.</param>
    /// <param name="optIn">Whether the variable is set that opts in to the node's service.</param>
    public static PartyProcess Start(string[] arguments, bool optIn = false)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "remote-attestation");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        _ = start.Environment.Remove(QuotingMode.Variable);
        if (optIn)
            start.Environment[QuotingMode.Variable] = "1";
        return new(Process.Start(start)!);
    }

    public async Task<string> ReadLine() =>
        await _process.StandardOutput.ReadLineAsync(Cancellation)
        ?? throw new EndOfStreamException(await _process.StandardError.ReadToEndAsync(Cancellation));

    /// <summary>Its exit code, and all that it printed since.</summary>
    public async Task<(int ExitCode, string Output)> End()
    {
        var output = await _process.StandardOutput.ReadToEndAsync(Cancellation);
        var error = await _process.StandardError.ReadToEndAsync(Cancellation);
        await _process.WaitForExitAsync(Cancellation);
        return (_process.ExitCode, output + error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
