using Microsoft.Extensions.Logging;
using Sgx.Aesm;
using Sgx.Agent.Platforms;
using Sgx.Agent.Settings;

namespace Sgx.Agent.QuoteHelper;

/// <summary>The settings of <c>sgx-agent quote-helper</c>: the one table that flags, variables, file and docs follow.</summary>
internal static class QuoteHelperSettings
{
    public static readonly Setting Platform = new("platform", null, "what makes the quotes: simulated");
    public static readonly Setting StateDir = new("state-dir", "/var/lib/sgx-agent", "folder of the simulated platform's seed");
    public static readonly Setting Socket = new("socket", AesmSocket.DefaultPath, "path of the socket that clients connect to");
    public static readonly Setting LogLevel = new("log-level", "information", "least level logged to stderr: trace to critical, or none");
    public static readonly Setting MaxConnections = new("max-connections", "16384", "connections open at once");
    public static readonly Setting ReadTimeout = new("read-timeout", "10s", "from connecting to the last byte of the request");
    public static readonly Setting AnswerTimeout = new("answer-timeout", "14s", "from the request to its answer; clients give up after 15s");
    public static readonly Setting WriteTimeout = new("write-timeout", "10s", "from the answer to its last byte taken");
    public static readonly Setting DrainTimeout = new("drain-timeout", "20s", "how long stopping may take");
    public static readonly Setting QueueCapacity = new("queue-capacity", "1024", "quotes that may wait");
    public static readonly Setting QuoteWorkers = new("quote-workers", "2", "quotes made at once");

    public static IReadOnlyList<Setting> All { get; } =
    [
        Platform, StateDir, Socket, LogLevel, MaxConnections, ReadTimeout, AnswerTimeout, WriteTimeout, DrainTimeout,
        QueueCapacity, QuoteWorkers,
    ];

    /// <exception cref="SettingsException">Something is missing or makes no sense.</exception>
    public static QuoteHelperOptions Read(SettingReader settings)
    {
        var options = new QuoteHelperOptions
        {
            Platform = settings.Choice<PlatformKind>(Platform),
            StateDirectory = settings.Text(StateDir),
            SocketPath = settings.Text(Socket),
            LogLevel = settings.Choice<LogLevel>(LogLevel),
            Front = new()
            {
                MaxConnections = settings.Integer(MaxConnections, 1, 1_000_000),
                ReadTimeout = settings.Duration(ReadTimeout),
                AnswerTimeout = settings.Duration(AnswerTimeout),
                WriteTimeout = settings.Duration(WriteTimeout),
                DrainTimeout = settings.Duration(DrainTimeout),
            },
            Queue = new()
            {
                Capacity = settings.Integer(QueueCapacity, 1, 1_000_000),
                Workers = settings.Integer(QuoteWorkers, 1, 64),
            },
        };
        settings.ThrowIfMistaken();
        return options;
    }
}
