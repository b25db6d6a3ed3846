using Sgx.Dcap.Collateral;
using Sgx.Simulation;
using Sgx.Testing;

namespace Sgx.Samples.Tests;

/// <summary>A simulated platform on disk, with collateral that is good now.</summary>
internal sealed class SamplePlatform : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SamplePlatform()
    {
        _ = SimulatedState.Init(StateDir);
        Options = SimulatedState.Open(StateDir);
        var intel = new SimulatedIntel(Options);
        CollateralFolder.Write(Collateral, intel.IssueCollateral(DateTimeOffset.UtcNow), intel.TrustedRootPem);
    }

    public SimulatedPlatformOptions Options { get; }
    public string StateDir => _folder["state"];
    public string Collateral => _folder["collateral"];
    public string TrustedRoot => Path.Combine(Collateral, CollateralFolder.TrustedRoot);

    public void Dispose() => _folder.Dispose();
}
