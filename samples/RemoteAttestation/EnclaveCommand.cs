using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using RemoteAttestation.Wire;
using Sgx;
using Sgx.Aesm;
using Sgx.Simulation;

namespace RemoteAttestation;

/// <summary><c>remote-attestation enclave</c>.</summary>
internal sealed class EnclaveCommand : Command
{
    private const string Party = "enclave";

    private readonly Option<string> _connect = new("--connect") { HelpName = "HOST:PORT", Description = "where the relying party listens", Required = true };
    private readonly Option<string?> _socket = new("--socket") { HelpName = "PATH", Description = "socket of the node's quoting service" };
    private readonly Option<string?> _stateDir = new("--state-dir") { HelpName = "DIR", Description = "simulated platform to quote with in-process" };
    private readonly Option<string?> _mrEnclave = new("--mr-enclave") { HelpName = "HEX", Description = "measurement that the simulated enclave claims" };
    private readonly Option<string?> _mrSigner = new("--mr-signer") { HelpName = "HEX", Description = "signer that the simulated enclave claims" };
    private readonly Option<bool> _debug = new("--debug") { Description = "be a debug enclave" };

    public EnclaveCommand() : base(Party, "The application that has something to prove")
    {
        foreach (var option in (Option[])[_connect, _socket, _stateDir, _mrEnclave, _mrSigner, _debug])
            Add(option);
        SetAction((parsed, cancellation) => ExitCode.Of(Party, () => Run(parsed, cancellation)));
    }

    private static void Log(string line) => Console.WriteLine($"{Party}: {line}");

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var platform = QuotingMode.Choose(() => OutOfProcess(parsed), () => InProcess(parsed));
        var application = new EnclaveApplication(new(Identity(parsed), new()), platform, Log);

        var address = IPEndPoint.Parse(parsed.GetRequiredValue(_connect));
        using var client = new TcpClient();
        await client.ConnectAsync(address, cancellation);
        using var channel = new Channel(client);
        return await application.Attest(channel, cancellation) ? ExitCode.Delivered : ExitCode.Refused;
    }

    private AesmClient OutOfProcess(ParseResult parsed)
    {
        var options = new AesmClientOptions();
        options = options with { SocketPath = parsed.GetValue(_socket) ?? options.SocketPath };
        Log($"quoting out-of-process, as {QuotingMode.Variable} is set: by the service at {options.SocketPath}");
        return new(options);
    }

    private SimulatedPlatform InProcess(ParseResult parsed)
    {
        var directory = parsed.GetValue(_stateDir)
            ?? throw new FormatException($"--state-dir is needed to quote in-process, or {QuotingMode.Variable} to quote out-of-process");
        Log($"quoting in-process, as {QuotingMode.Variable} is not set: by the simulated platform of {directory}");
        return new(SimulatedState.Open(directory));
    }

    private EnclaveIdentity Identity(ParseResult parsed) => new()
    {
        MrEnclave = Measure(parsed.GetValue(_mrEnclave), "remote attestation sample, enclave"u8),
        MrSigner = Measure(parsed.GetValue(_mrSigner), "remote attestation sample, signer"u8),
        IsvProdId = 1,
        IsvSvn = 1,
        Attributes = EnclaveAttributes.Init | EnclaveAttributes.Mode64Bit
            | (parsed.GetValue(_debug) ? EnclaveAttributes.Debug : EnclaveAttributes.None),
    };

    private static Measurement Measure(string? given, ReadOnlySpan<byte> otherwiseHashOf) =>
        given is null ? new(SHA256.HashData(otherwiseHashOf)) : Measurement.Parse(given);
}
