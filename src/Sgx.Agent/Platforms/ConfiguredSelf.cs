using System.Text;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Files;

namespace Sgx.Agent.Platforms;

/// <summary>A platform that is held against a root and collateral of the operator's.</summary>
internal sealed class ConfiguredSelf(ISelfAttestation self, PlatformOptions options) : ISelfAttestation
{
    private const int MaxCertificate = 64 * 1024;

    // Read again each time: whoever keeps the files current does so while the agent runs.
    public TrustAnchor Anchor => options.TrustedRootFile is { } file
        ? TrustAnchor.FromPem(Encoding.ASCII.GetString(BoundedFile.Read(file, MaxCertificate)))
        : self.Anchor;

    public Report CreateReport(TargetInfo target, ReadOnlySpan<byte> reportData) =>
        self.CreateReport(target, reportData);

    public QuoteCollateral CollateralAt(DateTimeOffset time) =>
        options.CollateralFolder is { } folder ? CollateralFolder.Read(folder) : self.CollateralAt(time);
}
