using Sgx.Dcap.Collateral;
using Sgx.Simulation;
using Sgx.Testing;

namespace Sgx.Cli.Tests.Support;

/// <summary>A good quote of a simulated platform in a file, its collateral in a folder, as of one instant.</summary>
internal sealed class SimulatedQuote : IDisposable
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1749668926);

    private readonly TemporaryFolder _folder = new();

    private SimulatedQuote(SimulatedIntel intel) =>
        CollateralFolder.Write(_folder["collateral"], intel.IssueCollateral(Time), intel.TrustedRootPem);

    public string OtherRoot => _folder["other.pem"];

    public string Folder => _folder.Path;

    /// <summary>How one has it verified, with the answer in JSON.</summary>
    public string[] VerifyArguments =>
    [
        "verify", _folder["quote.bin"], "--output", "json", "--time", "2025-06-11T19:08:46Z",
        "--collateral", _folder["collateral"], "--trusted-root", _folder["collateral/trusted_root_ca.pem"],
    ];

    /// <summary>The same with another value for an option.</summary>
    public string[] With(string option, string value)
    {
        var arguments = VerifyArguments;
        arguments[Array.IndexOf(arguments, option) + 1] = value;
        return arguments;
    }

    public static async Task<SimulatedQuote> Create()
    {
        using var platform = new SimulatedPlatform(PlatformOf(seed: 0));
        var quote = new SimulatedQuote(platform.Intel);
        await quote.WriteQuote(platform);
        await File.WriteAllTextAsync(quote.OtherRoot, new SimulatedIntel(PlatformOf(seed: 1)).TrustedRootPem);
        return quote;
    }

    private static SimulatedPlatformOptions PlatformOf(byte seed) =>
        new() { Seed = Enumerable.Repeat(seed, SimulatedPlatformOptions.SeedSize).ToArray() };

    private async Task WriteQuote(SimulatedPlatform platform)
    {
        var enclave = new EnclaveIdentity { MrEnclave = default, MrSigner = default, IsvSvn = 1 };
        var quotingEnclave = await platform.Initialize(AttestationKeyId.EcdsaP256, CancellationToken.None);
        var report = new SimulatedCpu().CreateReport(enclave, quotingEnclave.TargetInfo, reportData: []);
        var response = await platform.GetQuote(new(report, AttestationKeyId.EcdsaP256), CancellationToken.None);
        await File.WriteAllBytesAsync(_folder["quote.bin"], response.Quote.Bytes);
    }

    public void Dispose() => _folder.Dispose();
}
