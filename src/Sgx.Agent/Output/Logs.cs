using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Sgx.Output;

namespace Sgx.Agent.Output;

/// <summary>
/// The agent's log, one line an event: <c>2026-03-14T15:09:26.535Z warn: Sgx.Agent.Category[0] message exception</c>.
/// </summary>
/// <remarks>Lines go to stderr, since stdout has the line that says that the agent serves.</remarks>
internal sealed class Logs : ILoggerProvider
{
    /// <summary>Who says that lines were lost.</summary>
    public const string Program = "sgx-agent";

    private readonly LineWriter _lines;
    private readonly TimeProvider _clock;

    private Logs(LineWriter lines, TimeProvider clock) => (_lines, _clock) = (lines, clock);

    /// <param name="least">Events below this level are not logged.</param>
    /// <param name="lines">Where the lines go; it stays the caller's.</param>
    /// <param name="clock">The times in the lines.</param>
    public static ILoggerFactory Create(LogLevel least, LineWriter lines, TimeProvider clock) =>
        new LoggerFactory([new Logs(lines, clock)], new LoggerFilterOptions { MinLevel = least });

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(LogLevel level, string category, EventId id, string text)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{now:yyyy-MM-ddTHH:mm:ss.fff}Z {Abbreviation(level)}: {category}[{id.Id}] {LogText.Of(text)}\n");
        _lines.Write(Encoding.UTF8.GetBytes(line));
    }

    private static string Abbreviation(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    private sealed class Category(Logs logs, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            try
            {
                var message = formatter(state, exception);
                logs.Write(logLevel, name, eventId, exception is null ? message : $"{message} {exception}");
            }
            catch (Exception e)
            {
                // What cannot be shown must not end what is about to be done.
                logs.Write(LogLevel.Error, name, eventId, $"an entry could not be written: {e.GetType().Name}");
            }
        }
    }
}
