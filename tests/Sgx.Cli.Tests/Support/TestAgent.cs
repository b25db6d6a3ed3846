using Microsoft.Extensions.Logging;
using Sgx.Agent.Platforms;
using Sgx.Agent.QuoteHelper;

namespace Sgx.Cli.Tests.Support;

/// <summary>The agent in this process, serving the simulated platform of a state directory.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly QuotingService _service;
    private readonly Task _running;

    private TestAgent(QuotingService service)
    {
        _service = service;
        _running = service.Run(_stop.Token);
    }

    public static async Task<TestAgent> Start(string stateDirectory, string socket)
    {
        var options = new QuoteHelperOptions
        {
            Platform = new() { Kind = PlatformKind.Simulated, StateDirectory = stateDirectory },
            SocketPath = socket,
            LogLevel = LogLevel.None,
            Front = new(),
            Queue = new(),
        };
        var node = QuotingPlatforms.Open(options.Platform);
        return new(await QuotingService.Start(options, node, TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _service.DisposeAsync();
        _stop.Dispose();
    }
}
