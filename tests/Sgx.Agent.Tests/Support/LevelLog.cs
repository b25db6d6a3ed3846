using Microsoft.Extensions.Logging;

namespace Sgx.Agent.Tests.Support;

/// <summary>A log that keeps how serious each entry was, and what it says.</summary>
internal sealed class LevelLog : ILogger
{
    public List<LogLevel> Levels { get; } = [];

    public List<string> Messages { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        Levels.Add(logLevel);
        Messages.Add(formatter(state, exception));
    }
}
