using Microsoft.Extensions.Logging;
using Sgx.Aesm;
using Sgx.Agent.Front;
using Sgx.Agent.Platforms;
using Sgx.Agent.QuoteHelper;
using Sgx.Agent.Quoting;
using Sgx.Simulation;
using Sgx.Testing;
using Helper = Sgx.Agent.QuoteHelper.QuoteHelper;

namespace Sgx.Agent.Tests.Support;

/// <summary>A quoting service on a socket of its own, in front of a simulated platform.</summary>
internal sealed class RunningHelper : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Helper _helper;
    private readonly Task _running;

    private RunningHelper(FrontOptions front, QuoteQueueOptions queue)
    {
        var options = new QuoteHelperOptions
        {
            Platform = PlatformKind.Simulated, StateDirectory = _folder["state"], SocketPath = _folder["aesm.socket"],
            LogLevel = LogLevel.None, Front = front, Queue = queue,
        };
        SocketPath = options.SocketPath;
        _helper = Helper.Start(options, Platform, CancellationToken.None).GetAwaiter().GetResult();
        _running = _helper.Run(_stop.Token);
    }

    public static RunningHelper Start(FrontOptions? front = null, QuoteQueueOptions? queue = null) =>
        new(front ?? new(), queue ?? new());

    public ScriptedPlatform Platform { get; } =
        new(new SimulatedPlatform(new() { Seed = new byte[SimulatedPlatformOptions.SeedSize] }));

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
        await _helper.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }
}
