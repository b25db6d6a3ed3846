using Microsoft.Extensions.Logging;

namespace Sgx.Agent.Tests.Support;

/// <summary>A log that keeps how serious each entry was, and what it says.</summary>
internal class LevelLog : ILogger
{
    private readonly Lock _lock = new();
    private readonly List<(LogLevel Level, string Message)> _entries = [];

    public List<LogLevel> Levels => [.. Entries.Select(entry => entry.Level)];

    public List<string> Messages => [.. Entries.Select(entry => entry.Message)];

    private List<(LogLevel Level, string Message)> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
            _entries.Add((logLevel, formatter(state, exception)));
    }
}

/// <summary>The same for what wants a log of its own category.</summary>
internal sealed class LevelLog<T> : LevelLog, ILogger<T>;
