using System.Text;
using System.Text.Json.Nodes;
using Sgx.Dcap.Certificates;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Cli.Inspection;

/// <summary>The root certificate of a simulated platform, by which one tells it from others.</summary>
internal sealed class SimulatedRoot(SimulatedPlatformOptions platform)
{
    private readonly string _pem = new SimulatedIntel(platform).TrustedRootPem;

    /// <summary>Whether a quote's certificates end in this root, by its own word: nothing is verified.</summary>
    public bool IsClaimedBy(Quote quote) => Encoding.ASCII
        .GetString(quote.Signature.CertificationData.Bytes.Span)
        .TrimEnd('\n', '\0')
        .EndsWith(_pem.TrimEnd('\n'), StringComparison.Ordinal);

    public JsonObject Describe()
    {
        var root = TrustAnchor.FromPem(_pem);
        return new() { ["subject"] = root.Subject, ["sha256"] = root.Sha256 };
    }
}
