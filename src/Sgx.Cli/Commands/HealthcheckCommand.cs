using System.CommandLine;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx healthcheck</c>: whether the node can quote, which only a recent quote can tell.</summary>
internal sealed class HealthcheckCommand : Command
{
    private readonly CliHost _host;
    private readonly ServiceOptions _service = new();

    public HealthcheckCommand(CliHost host) : base("healthcheck", "Ask the quoting service whether this node can quote")
    {
        _host = host;
        _service.AddTo(this);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var options = _service.Read(parsed);
        var readiness = new ServiceReadiness(_host, options);
        if (options.Patience > TimeSpan.Zero)
            await readiness.Await(options.Patience, cancellation);
        return await readiness.Tell(cancellation);
    }
}
