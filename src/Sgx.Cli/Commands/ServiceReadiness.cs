using Sgx.Aesm;

namespace Sgx.Cli.Commands;

/// <summary>Whether the node can quote, waited for and told.</summary>
internal sealed class ServiceReadiness(CliHost host, AesmClientOptions options)
{
    private readonly AesmClient _service = new(options);

    /// <summary>Waits until it can, or until the time is up; <see cref="Tell"/> then says what keeps it.</summary>
    public async Task Await(TimeSpan time, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(time);
        try
        {
            await _service.WaitUntilReady(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is up.
        }
    }

    /// <summary>Tells whether it can, and gives the exit code that says so.</summary>
    /// <exception cref="QuotingException">No service is there.</exception>
    public async Task<int> Tell(CancellationToken cancellation)
    {
        // A service that is not there is told as one; another make of daemon does not say how it is.
        _ = await _service.GetAttestationKeyIds(cancellation);
        if (await _service.Identify(cancellation) is not { } identity)
        {
            host.Tell("a daemon of another make answers; it does not say whether it can quote");
            return ExitCode.Done;
        }

        host.Tell(identity.IsReady
            ? $"ready: version {identity.Version}, {identity.Platform} platform, "
                + $"last quote {identity.SinceQuote?.TotalSeconds:0} s ago"
            : $"not ready: {identity.Trouble}");
        return identity.IsReady ? ExitCode.Done : ExitCode.NoQuote;
    }
}
