using System.CommandLine;
using Sgx.Aesm;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx healthcheck</c>: whether the node can quote, which only a recent quote can tell.</summary>
internal sealed class HealthcheckCommand : Command
{
    private readonly CliHost _host;
    private readonly ServiceOptions _service = new();

    public HealthcheckCommand(CliHost host) : base("healthcheck", "Ask the quoting service whether this node can quote")
    {
        _host = host;
        _service.AddTo(this);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var options = _service.Read(parsed);
        var service = new AesmClient(options);
        if (options.Patience > TimeSpan.Zero)
            await WaitUntilReady(service, options.Patience, cancellation);

        // A service that is not there is told as one; another make of daemon does not say how it is.
        _ = await service.GetAttestationKeyIds(cancellation);
        if (await service.Identify(cancellation) is not { } identity)
        {
            _host.Tell("a daemon of another make answers; it does not say whether it can quote");
            return ExitCode.Done;
        }

        _host.Tell(identity.IsReady
            ? $"ready: version {identity.Version}, {identity.Platform} platform, "
                + $"last quote {identity.SinceQuote?.TotalSeconds:0} s ago"
            : $"not ready: {identity.Trouble}");
        return identity.IsReady ? ExitCode.Done : ExitCode.NoQuote;
    }

    private static async Task WaitUntilReady(AesmClient service, TimeSpan patience, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(patience);
        try
        {
            await service.WaitUntilReady(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // What keeps it from being ready is told by whoever asks next.
        }
    }
}
