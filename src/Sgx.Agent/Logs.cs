using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Sgx.Agent;

/// <summary>
/// Where the agent's log goes: one line an event, to stderr, since stdout has the line that says it serves.
/// </summary>
internal static class Logs
{
    public static ILoggerFactory Create(LogLevel least) => LoggerFactory.Create(logs =>
    {
        _ = logs.SetMinimumLevel(least).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
        _ = logs.Services.Configure<ConsoleLoggerOptions>(
            options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    });
}
