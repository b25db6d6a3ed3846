using Microsoft.Extensions.Logging;
using Sgx.Agent.Aesm;
using Sgx.Agent.Front;
using Sgx.Agent.Platforms;
using Sgx.Agent.Quoting;

namespace Sgx.Agent.QuoteHelper;

/// <summary>The node's quoting service: a platform, the line in front of it, and the socket.</summary>
internal sealed partial class QuoteHelper : IAsyncDisposable
{
    private readonly QuoteHelperOptions _options;
    private readonly ILoggerFactory _logs;
    private readonly QuoteQueue _quotes;
    private readonly SocketFront _front;

    private QuoteHelper(QuoteHelperOptions options, IQuotingPlatform platform, IReadOnlyList<AttestationKeyId> keys)
    {
        _options = options;
        _logs = Logs.Create(options.LogLevel);
        _quotes = new(options.Queue);
        _front = new(new(platform, keys, _logs.CreateLogger<AesmService>()), _quotes, options.Front, _logs.CreateLogger<SocketFront>());
    }

    /// <summary>What the agent prints once it serves.</summary>
    public string FirstLine =>
        $"sgx-agent: serving quotes at {_options.SocketPath} from a {QuotingPlatforms.Describe(_options.Platform)}";

    /// <summary>Makes the platform ready to quote, and only then opens the socket.</summary>
    /// <exception cref="ListenException">The socket's path cannot be used.</exception>
    /// <exception cref="QuotingException">The platform cannot quote.</exception>
    public static Task<QuoteHelper> Start(QuoteHelperOptions options, CancellationToken cancellation) =>
        Start(options, QuotingPlatforms.Open(options.Platform, options.StateDirectory), cancellation);

    /// <summary>The same in front of any platform.</summary>
    public static async Task<QuoteHelper> Start(
        QuoteHelperOptions options, IQuotingPlatform platform, CancellationToken cancellation)
    {
        var keys = await platform.GetAttestationKeyIds(cancellation);
        foreach (var key in keys)
            _ = await platform.Initialize(key, cancellation);

        var helper = new QuoteHelper(options, platform, keys);
        try
        {
            helper._front.Add(ListeningSocket.Open(options.SocketPath));
            return helper;
        }
        catch
        {
            await helper.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serves until cancelled; then answers what it has accepted, and returns.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var quoting = _quotes.Run();
        await using var stop = cancellation.Register(_front.Stop);
        await Task.Factory.StartNew(_front.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _quotes.Complete();

        // A platform that hangs has kept its callers waiting long enough; it does not keep the process.
        _ = await Task.WhenAny(quoting, Task.Delay(_options.Front.DrainTimeout, CancellationToken.None));
    }

    public ValueTask DisposeAsync()
    {
        _front.Dispose();
        _logs.Dispose();
        return ValueTask.CompletedTask;
    }
}
