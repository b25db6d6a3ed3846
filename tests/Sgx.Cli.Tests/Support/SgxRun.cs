using Sgx.Cli.Commands;

namespace Sgx.Cli.Tests.Support;

/// <summary>One run of <c>sgx</c> in this process: its exit code, and what it printed.</summary>
internal sealed record SgxRun(int ExitCode, string Output, string Error)
{
    public static Task<SgxRun> Of(params string[] args) => Of(args, host => host);

    /// <param name="args">The command line.</param>
    /// <param name="surround">Changes what surrounds the tool.</param>
    public static async Task<SgxRun> Of(string[] args, Func<CliHost, CliHost> surround)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new CliHost { Output = TextWriter.Synchronized(output), Error = TextWriter.Synchronized(error) };
        var exitCode = await SgxCommand.Run(args, surround(host), TestContext.Current.CancellationToken);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
