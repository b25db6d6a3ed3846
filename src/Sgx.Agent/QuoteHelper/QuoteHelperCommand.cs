using System.CommandLine;
using System.ComponentModel;
using Sgx.Agent.Health;
using Sgx.Agent.Platforms;
using Sgx.Agent.Settings;
using Sgx.Agent.Sockets;
using Sgx.Output;
using Sgx.Simulation;

namespace Sgx.Agent.QuoteHelper;

/// <summary><c>sgx-agent quote-helper</c>.</summary>
internal static class QuoteHelperCommand
{
    public static Command Create() => new SettingsCommand<QuoteHelperOptions>
    {
        Name = "quote-helper",
        Description = "Serve quotes to every container of this node over the AESM socket",
        Settings = QuoteHelperSettings.All,
        Read = QuoteHelperSettings.Read,
        Run = Run,
        IsExpected = e => e is ListenException or ProofFailedException or SimulatedStateException or QuotingException
            or Win32Exception,
    }.Create();

    private static async Task Run(QuoteHelperOptions options, CancellationToken cancellation)
    {
        var platform = QuotingPlatforms.Open(options.Platform);
        await using var service = await QuotingService.Start(options, platform, cancellation);
        StandardOutput.Out.Tell(service.FirstLine);
        await service.Run(cancellation);
    }
}
