using Microsoft.Extensions.Logging;
using Sgx.Aesm;
using Sgx.Agent.Front;
using Sgx.Agent.Line;
using Sgx.Agent.Platforms;
using Sgx.Agent.QuoteHelper;
using Sgx.Simulation;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Support;

/// <summary>A quoting service on a socket of its own, in front of a simulated platform.</summary>
internal sealed class RunningHelper : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly QuotingService _service;
    private readonly Task _running;

    private RunningHelper(Func<QuoteHelperOptions, QuoteHelperOptions> change)
    {
        var options = change(Options(_folder));
        SocketPath = options.SocketPath;
        var node = QuotingPlatforms.Simulated(new() { Seed = new byte[SimulatedPlatformOptions.SeedSize] });
        Platform = new(node.Quoting);
        _service = QuotingService.Start(options, node with { Quoting = Platform }, CancellationToken.None)
            .GetAwaiter().GetResult();
        _running = _service.Run(_stop.Token);
        Platform.Forget();
    }

    public static RunningHelper Start(FrontOptions? front = null, QuoteQueueOptions? queue = null) =>
        Start(options => options with { Front = front ?? options.Front, Queue = queue ?? options.Queue });

    /// <summary>With options of the test's own; <c>with { SocketPath = … }</c> succeeds another one.</summary>
    public static RunningHelper Start(Func<QuoteHelperOptions, QuoteHelperOptions> change) => new(change);

    /// <summary>What a service in a folder of the test's own is started with.</summary>
    public static QuoteHelperOptions Options(TemporaryFolder folder) => new()
    {
        Platform = new() { Kind = PlatformKind.Simulated, StateDirectory = folder["state"] },
        SocketPath = folder["aesm.socket"],
        LogLevel = LogLevel.None,
        Front = new(),
        Queue = new(),
    };

    public ScriptedPlatform Platform { get; }

    public string SocketPath { get; }

    public AesmClient Client => new(new() { SocketPath = SocketPath, Timeout = TimeSpan.FromSeconds(30) });

    public RawClient Raw() => new(SocketPath);

    /// <summary>Says stop, and returns when everything is answered.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _service.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }
}
