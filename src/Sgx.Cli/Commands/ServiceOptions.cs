using System.CommandLine;
using Sgx.Aesm;
using Sgx.Cli.Input;

namespace Sgx.Cli.Commands;

/// <summary>The options that say where the quoting service is and how long it may take.</summary>
internal sealed class ServiceOptions
{
    private readonly Option<string?> _socket = Socket();

    private readonly Option<TimeSpan?> _timeout = TextOption.Optional(
        "--timeout", "TIME", "how long the service may take for one operation, as 500ms, 1.5s, 2m [default: 15s]",
        ReadTime);

    private readonly Option<TimeSpan?> _wait = TextOption.Optional(
        "--wait", "TIME",
        "how long to try again while the service is away, as while it is restarted [default: not at all]",
        ReadTime);

    /// <summary>The option that says where it is, for a command that needs no more.</summary>
    public static Option<string?> Socket() => TextOption.Path(
        "--socket", "PATH", $"socket of the quoting service [default: {AesmSocket.DefaultPath}]");

    /// <summary>A time that an option gives: from a millisecond to an hour.</summary>
    /// <exception cref="FormatException">Not that.</exception>
    public static TimeSpan ReadTime(string text) =>
        DurationText.Parse(text, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));

    public void AddTo(Command command)
    {
        command.Add(_socket);
        command.Add(_timeout);
        command.Add(_wait);
    }

    public AesmClientOptions Read(ParseResult parsed)
    {
        var defaults = new AesmClientOptions();
        return new()
        {
            SocketPath = parsed.GetValue(_socket) ?? defaults.SocketPath,
            Timeout = Longer(parsed.GetValue(_timeout) ?? defaults.Timeout, parsed.GetValue(_wait) ?? TimeSpan.Zero),
            Patience = parsed.GetValue(_wait) ?? TimeSpan.Zero,
        };
    }

    // Who waits longer than an operation may take means it.
    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
