using System.CommandLine;
using Sgx.Aesm;
using Sgx.Cli.Input;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx wait</c>: returns once the node can quote, for what must not start before.</summary>
internal sealed class WaitCommand : Command
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    private readonly CliHost _host;

    private readonly Option<string?> _socket = ServiceOptions.Socket();

    private readonly Option<TimeSpan?> _timeout = TextOption.Optional(
        "--timeout", "TIME", "how long to wait, as 30s, 5m [default: 5m]", ServiceOptions.ReadTime);

    public WaitCommand(CliHost host) : base("wait", "Wait until this node can quote, before an application starts")
    {
        _host = host;
        Add(_socket);
        Add(_timeout);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var socket = parsed.GetValue(_socket) ?? AesmSocket.DefaultPath;
        var readiness = new ServiceReadiness(_host, new() { SocketPath = socket, Patience = TimeSpan.Zero });
        await readiness.Await(parsed.GetValue(_timeout) ?? DefaultTimeout, cancellation);
        return await readiness.Tell(cancellation);
    }
}
