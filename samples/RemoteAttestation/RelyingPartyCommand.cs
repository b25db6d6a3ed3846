using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using RemoteAttestation.Wire;

namespace RemoteAttestation;

/// <summary><c>remote-attestation relying-party</c>: listens, and serves one enclave after the other.</summary>
internal sealed class RelyingPartyCommand : Command
{
    private readonly Party _party = new("relying-party");
    private readonly TermsOptions _terms = new();

    private readonly Option<string> _listen =
        PartyOption.Create<string>("--listen", "ADDRESS:PORT", "where to listen; port 0 is any").Or("127.0.0.1:0");

    private readonly Option<bool> _once = new("--once") { Description = "end after one enclave; the exit code tells" };

    public RelyingPartyCommand() : base("relying-party", "The service that wants proof before it gives a secret")
    {
        Add(_listen);
        Add(_once);
        _terms.AddTo(this);
        SetAction((parsed, cancellation) => _party.Run(() => Listen(parsed, cancellation)));
    }

    private async Task<int> Listen(ParseResult parsed, CancellationToken cancellation)
    {
        var relyingParty = new RelyingParty(_terms.Read(parsed), _party.Say);
        using var listener = new TcpListener(IPEndPoint.Parse(parsed.GetRequiredValue(_listen)));
        listener.Start();
        _party.Say($"listening at {listener.LocalEndpoint}");

        int exitCode;
        do
            exitCode = await ServeOne(relyingParty, listener, cancellation);
        while (!parsed.GetValue(_once));
        return exitCode;
    }

    private async Task<int> ServeOne(RelyingParty relyingParty, TcpListener listener, CancellationToken cancellation)
    {
        using var enclave = new Channel(await listener.AcceptTcpClientAsync(cancellation));
        return await _party.Run(async () =>
            await relyingParty.Serve(enclave, cancellation) ? ExitCode.Delivered : ExitCode.Refused);
    }
}
