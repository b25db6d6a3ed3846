using System.CommandLine;
using System.Net.Sockets;
using System.Security.Cryptography;
using RemoteAttestation.Wire;
using Sgx;
using Sgx.Aesm;
using Sgx.Simulation;

namespace RemoteAttestation;

/// <summary><c>remote-attestation enclave</c>: options, and the way in which quotes are made.</summary>
internal sealed class EnclaveCommand : Command
{
    private readonly Party _party = new("enclave");

    private readonly Option<string> _connect =
        PartyOption.Create<string>("--connect", "HOST:PORT", "where the relying party listens").Needed();

    private readonly Option<string> _socket = PartyOption
        .Create<string>("--socket", "PATH", "out-of-process: socket of the node's quoting service")
        .Or(AesmSocket.DefaultPath);

    private readonly Option<string?> _stateDir =
        PartyOption.Create<string?>("--state-dir", "DIR", "in-process: the simulated platform to quote with");

    private readonly Option<string?> _mrEnclave =
        PartyOption.Create<string?>("--mr-enclave", "HEX", "measurement that the simulated enclave has");

    private readonly Option<string?> _mrSigner =
        PartyOption.Create<string?>("--mr-signer", "HEX", "signer that the simulated enclave has");

    private readonly Option<bool> _debug = new("--debug") { Description = "be a debug enclave, not to be trusted" };

    public EnclaveCommand() : base("enclave", "The application that has something to prove")
    {
        foreach (var option in (Option[])[_connect, _socket, _stateDir, _mrEnclave, _mrSigner, _debug])
            Add(option);
        SetAction((parsed, cancellation) => _party.Run(() => Attest(parsed, cancellation)));
    }

    private async Task<int> Attest(ParseResult parsed, CancellationToken cancellation)
    {
        var platform = QuotingMode.Choose(() => OutOfProcess(parsed), () => InProcess(parsed));
        var enclave = new SimulatedEnclave(ReadIdentity(parsed), new());
        var application = new EnclaveApplication(enclave, platform, _party.Say);

        var (host, port) = HostAndPort.Parse(parsed.GetRequiredValue(_connect));
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, cancellation);
        using var relyingParty = new Channel(client);
        return await application.Attest(relyingParty, cancellation) ? ExitCode.Delivered : ExitCode.Refused;
    }

    private AesmClient OutOfProcess(ParseResult parsed)
    {
        var socket = parsed.GetRequiredValue(_socket);
        _party.Say($"quoting out-of-process, as {QuotingMode.Variable} is set: by the service at {socket}");
        return new(new() { SocketPath = socket });
    }

    private SimulatedPlatform InProcess(ParseResult parsed)
    {
        var directory = parsed.GetValue(_stateDir) ?? throw new FormatException(
            $"--state-dir is needed to quote in-process, or {QuotingMode.Variable}=1 to quote out-of-process");
        _party.Say($"quoting in-process, as {QuotingMode.Variable} is not set: by the platform of {directory}");
        return new(SimulatedState.Open(directory));
    }

    private EnclaveIdentity ReadIdentity(ParseResult parsed)
    {
        var enclave = new EnclaveIdentity
        {
            MrEnclave = Measure(parsed.GetValue(_mrEnclave), "remote attestation sample, enclave"u8),
            MrSigner = Measure(parsed.GetValue(_mrSigner), "remote attestation sample, signer"u8),
            IsvProdId = 1,
            IsvSvn = 1,
        };
        return parsed.GetValue(_debug)
            ? enclave with { Attributes = enclave.Attributes | EnclaveAttributes.Debug }
            : enclave;
    }

    private static Measurement Measure(string? given, ReadOnlySpan<byte> otherwiseHashOf) =>
        given is null ? new(SHA256.HashData(otherwiseHashOf)) : Measurement.Parse(given);
}
