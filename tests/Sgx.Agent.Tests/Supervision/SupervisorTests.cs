using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sgx.Agent.Supervision;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Supervision;

public sealed class SupervisorTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SupervisorLog _log = new();
    private readonly Supervisor _supervisor;

    public SupervisorTests() => _supervisor = new(_log, _clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task A_loop_that_fails_is_told_of_and_begun_again()
    {
        var runs = 0;
        _supervisor.Keep("probe", stop => ++runs == 1 ? throw new TaskCanceledException("odd") : Forever(stop));
        var running = _supervisor.Run(_stop.Token);
        await Eventually.Holds(() => _supervisor.Trouble.Length > 0, Cancellation);

        Assert.Contains("probe has failed: odd", _supervisor.Trouble, StringComparison.Ordinal);
        Assert.Contains("probe", Assert.Single(_log.Messages), StringComparison.Ordinal);
        await Eventually.Holds(() => Advance(TimeSpan.FromSeconds(1)) && runs == 2, Cancellation);
        await Eventually.Holds(() => Advance(TimeSpan.FromSeconds(6)) && _supervisor.Trouble.Length == 0, Cancellation);
        await _stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_loop_that_ends_untold_has_failed_too()
    {
        _supervisor.Keep("keeper", _ => Task.CompletedTask);
        var running = _supervisor.Run(_stop.Token);

        await Eventually.Holds(() => _supervisor.Trouble.Length > 0, Cancellation);

        Assert.Contains("nobody told it to", _supervisor.Trouble, StringComparison.Ordinal);
        await _stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Loops_that_are_told_to_stop_have_not_failed()
    {
        _supervisor.Keep("one", Forever);
        _supervisor.Keep("other", Forever);
        var running = _supervisor.Run(_stop.Token);

        await _stop.CancelAsync();
        await running;

        Assert.Equal("", _supervisor.Trouble);
        Assert.Empty(_log.Messages);
    }

    private static Task Forever(CancellationToken stop) => Task.Delay(Timeout.Infinite, stop);

    private bool Advance(TimeSpan time)
    {
        _clock.Advance(time);
        return true;
    }

    private sealed class SupervisorLog : ILogger<Supervisor>
    {
        private readonly List<string> _messages = [];

        public IReadOnlyList<string> Messages
        {
            get
            {
                lock (_messages)
                    return [.. _messages];
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lock (_messages)
                _messages.Add(formatter(state, exception));
        }
    }
}
