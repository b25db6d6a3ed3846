using Sgx.Aesm;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Cli.Demo;

/// <summary>A node in a temporary folder: the agent on a simulated platform, and its collateral.</summary>
internal sealed class DemoNode : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sgx-demo-");
    private DemoProgram? _agent;

    /// <summary>The socket that applications ask for quotes.</summary>
    public string Socket => Path.Combine(_folder.FullName, "aesm.socket");

    /// <summary>What a relying party is given.</summary>
    public string Collateral => Path.Combine(_folder.FullName, "collateral");

    public string TrustedRoot => Path.Combine(Collateral, CollateralFolder.TrustedRoot);

    private string State => Path.Combine(_folder.FullName, "state");

    /// <summary>Starts the agent, and waits until it serves.</summary>
    public async Task StartAgent(string program, Action<string> relay, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "quote-helper", "--platform", "simulated", "--state-dir", State, "--socket", Socket, "--log-level", "error",
        ];
        _agent = DemoProgram.Start(program, arguments, new Dictionary<string, string>(), relay);
        _ = await _agent.FirstLine(cancellation);
    }

    /// <summary>The Intel that certifies the agent's platform.</summary>
    public SimulatedIntel OpenIntel() => new(SimulatedState.Open(State));

    /// <summary>A quote about some simulated enclave, by way of the agent.</summary>
    public async Task<Quote> GetQuote(EnclaveIdentity enclave, CancellationToken cancellation)
    {
        var service = new AesmClient(new() { SocketPath = Socket });
        var quotingEnclave = await service.Initialize(AttestationKeyId.EcdsaP256, cancellation);
        var report = new SimulatedCpu().CreateReport(enclave, quotingEnclave.TargetInfo, reportData: []);
        return (await service.GetQuote(new(report, AttestationKeyId.EcdsaP256), cancellation)).Quote;
    }

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
