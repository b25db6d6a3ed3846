using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RemoteAttestation.Wire;
using Sgx;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;

namespace RemoteAttestation;

/// <summary><c>remote-attestation relying-party</c>.</summary>
internal sealed class RelyingPartyCommand : Command
{
    private const string Party = "relying-party";

    private readonly Option<string> _listen = new("--listen") { HelpName = "ADDRESS:PORT", Description = "where to listen; port 0 is any", DefaultValueFactory = _ => "127.0.0.1:0" };
    private readonly Option<string> _collateral = new("--collateral") { HelpName = "DIR", Description = "folder of Intel's word about the platform", Required = true };
    private readonly Option<string?> _trustedRoot = new("--trusted-root") { HelpName = "PEM", Description = "trust this root and no other [default: Intel's]" };
    private readonly Option<string?> _mrEnclave = new("--mr-enclave") { HelpName = "HEX", Description = "the enclave wanted" };
    private readonly Option<string?> _mrSigner = new("--mr-signer") { HelpName = "HEX", Description = "the signer wanted" };
    private readonly Option<ushort> _prodId = new("--prod-id") { HelpName = "N", Description = "the signer's product wanted", Required = true };
    private readonly Option<ushort> _minSvn = new("--min-svn") { HelpName = "N", Description = "the least security version wanted", Required = true };
    private readonly Option<DateTimeOffset?> _time = new("--time") { HelpName = "ISO8601", Description = "as of when to verify [default: now]" };
    private readonly Option<string> _secret = new("--secret") { HelpName = "TEXT", Description = "what to give, at most 318 bytes", DefaultValueFactory = _ => "open sesame" };
    private readonly Option<bool> _once = new("--once") { Description = "end after one enclave" };

    public RelyingPartyCommand() : base(Party, "The service that wants proof before it gives a secret")
    {
        foreach (var option in (Option[])[_listen, _collateral, _trustedRoot, _mrEnclave, _mrSigner, _prodId, _minSvn, _time, _secret, _once])
            Add(option);
        SetAction((parsed, cancellation) => ExitCode.Of(Party, () => Run(parsed, cancellation)));
    }

    private static void Log(string line) => Console.WriteLine($"{Party}: {line}");

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var relyingParty = new RelyingParty(ReadTerms(parsed), Log);
        using var listener = new TcpListener(IPEndPoint.Parse(parsed.GetRequiredValue(_listen)));
        listener.Start();
        Log($"listening at {listener.LocalEndpoint}");

        int exitCode;
        do
            exitCode = await ServeOne(relyingParty, listener, cancellation);
        while (!parsed.GetValue(_once));
        return exitCode;
    }

    private static async Task<int> ServeOne(RelyingParty relyingParty, TcpListener listener, CancellationToken cancellation)
    {
        using var channel = new Channel(await listener.AcceptTcpClientAsync(cancellation));
        return await ExitCode.Of(Party, async () =>
            await relyingParty.Serve(channel, cancellation) ? ExitCode.Delivered : ExitCode.Refused);
    }

    private RelyingPartyTerms ReadTerms(ParseResult parsed)
    {
        var time = parsed.GetValue(_time);
        return new()
        {
            Anchor = parsed.GetValue(_trustedRoot) is { } path ? TrustAnchor.FromPem(File.ReadAllText(path)) : TrustAnchor.Intel,
            Collateral = CollateralFolder.Read(parsed.GetRequiredValue(_collateral)),
            Policy = ReadPolicy(parsed),
            Time = () => time ?? DateTimeOffset.UtcNow,
            Secret = ReadSecret(parsed.GetRequiredValue(_secret)),
        };
    }

    // A policy without either would give the secret to any enclave in the world.
    private EnclavePolicy ReadPolicy(ParseResult parsed) => (parsed.GetValue(_mrEnclave), parsed.GetValue(_mrSigner)) switch
    {
        (null, null) => throw new FormatException("--mr-signer or --mr-enclave is needed"),
        var (mrEnclave, mrSigner) => new()
        {
            MrEnclave = mrEnclave is null ? null : Measurement.Parse(mrEnclave),
            MrSigner = mrSigner is null ? null : Measurement.Parse(mrSigner),
            IsvProdId = parsed.GetValue(_prodId),
            MinimumIsvSvn = parsed.GetValue(_minSvn),
        },
    };

    private static byte[] ReadSecret(string text) => Encoding.UTF8.GetBytes(text) is { Length: <= RelyingPartyTerms.MaxSecret } secret
        ? secret
        : throw new FormatException($"--secret: expected at most {RelyingPartyTerms.MaxSecret} bytes");
}
