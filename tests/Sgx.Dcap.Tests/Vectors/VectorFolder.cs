using System.Text.Json;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using Sgx.Testing;

namespace Sgx.Dcap.Tests.Vectors;

/// <summary>A genuine quote with genuine collateral, and what Intel's library said of them.</summary>
internal sealed class VectorFolder(string path)
{
    private readonly JsonElement _manifest = ReadManifest(path);

    public QuoteCollateral Collateral => CollateralFolder.Read(path);
    public Quote Quote => Quote.Parse(File.ReadAllBytes(Path.Combine(path, "quote.bin")));
    public TrustAnchor Anchor =>
        TrustAnchor.FromPem(File.ReadAllText(Path.Combine(path, CollateralFolder.TrustedRoot)));
    public DateTimeOffset Time =>
        DateTimeOffset.FromUnixTimeSeconds(_manifest.GetProperty("verification_time").GetInt64());
    public JsonElement Expected => _manifest.GetProperty("expected");

    /// <summary>Empty where Intel's library tells none.</summary>
    public string LaunchStatus =>
        Expected.TryGetProperty("launch_tcb_status", out var status) ? status.GetString() ?? "" : "";

    public bool IsAccepted => Expected.TryGetProperty("quote3_error", out var error)
        ? error.GetString()!.StartsWith("SGX_QL_SUCCESS", StringComparison.Ordinal)
        : Expected.GetProperty("overall_status").GetString() == "OK";

    /// <summary>Names of the folders that hold all parts.</summary>
    public static TheoryData<string> All => SharedCases.Named(vectors =>
        Directory.GetDirectories(vectors, "v?-*")
            .Where(folder => File.Exists(Path.Combine(folder, CollateralFolder.TcbInfo)))
            .Select(folder => Path.GetFileName(folder))
            .Order());

    /// <summary>Names of those that Intel's library accepts.</summary>
    public static TheoryData<string> Accepted => SharedCases.Named(_ =>
        All.Select(row => row.Data).Where(name => OrSkip(name).IsAccepted));

    /// <summary>A verifier that trusts the vector's root.</summary>
    public QuoteVerifier Verifier => new(Anchor);

    public static VectorFolder OrSkip(string name) => new(RepositoryRoot.SharedOrSkip("vectors", name));

    private static JsonElement ReadManifest(string path)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(path, "manifest.json")));
        return manifest.RootElement.Clone();
    }
}
