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
    public JsonElement Expected => _manifest.GetProperty("expected");
    public DateTimeOffset Time =>
        DateTimeOffset.FromUnixTimeSeconds(_manifest.GetProperty("verification_time").GetInt64());

    /// <summary>The root that Intel's library was told to trust; Intel's own where the folder has none.</summary>
    public TrustAnchor Anchor => Path.Combine(path, CollateralFolder.TrustedRoot) is var file && File.Exists(file)
        ? TrustAnchor.FromPem(File.ReadAllText(file))
        : TrustAnchor.Intel;

    public bool IsAccepted => Expected.TryGetProperty("quote3_error", out var error)
        ? error.GetString()!.StartsWith("SGX_QL_SUCCESS", StringComparison.Ordinal)
        : Expected.GetProperty("overall_status").GetString() == "OK";

    /// <summary>
    /// The TCB status of a quote that is genuine, even where Intel's library rejects the root of its chains; null for
    /// the others.
    /// </summary>
    public TcbStatus? Status => StatusOf(Text("launch_tcb_status") ?? Text("current_tcb_status") ?? QuoteStep);

    /// <summary>When the TCB info was issued; null where the manifest does not tell.</summary>
    public DateTimeOffset? TcbInfoIssued =>
        _manifest.TryGetProperty("tcb_info_issued", out var issued) ? issued.GetDateTimeOffset() : null;

    /// <summary>The number of the TCB info's evaluation; null where the manifest does not tell.</summary>
    public uint? TcbInfoNumber =>
        _manifest.TryGetProperty("tcb_evaluation_data_number", out var number) ? number.GetUInt32() : null;

    /// <summary>Names of the folders that hold all parts.</summary>
    public static TheoryData<string> All => SharedCases.Named(vectors =>
        Directory.GetDirectories(vectors, "v?-*")
            .Where(folder => File.Exists(Path.Combine(folder, CollateralFolder.TcbInfo)))
            .Select(folder => Path.GetFileName(folder))
            .Order());

    /// <summary>Names of those that Intel's library accepts.</summary>
    public static TheoryData<string> Accepted => SharedCases.Named(_ =>
        All.Select(row => row.Data).Where(name => OrSkip(name).IsAccepted));

    /// <summary>
    /// Names of accepted folders whose every byte is changed: one of each kind, or all of them where
    /// SGX_TESTS_EXHAUSTIVE is set, which takes minutes.
    /// </summary>
    public static TheoryData<string> Mutated => SharedCases.Named(_ =>
        Accepted.Select(row => row.Data).DistinctBy(name => IsExhaustive ? name : OrSkip(name).Kind));

    /// <summary>Whether every byte of everything is changed.</summary>
    public static bool IsExhaustive => Environment.GetEnvironmentVariable("SGX_TESTS_EXHAUSTIVE") is not null;

    /// <summary>A verifier that trusts the vector's root.</summary>
    public QuoteVerifier Verifier => new(Anchor);

    public static VectorFolder OrSkip(string name) => new(RepositoryRoot.SharedOrSkip("vectors", name));

    // What decides the code that a change meets: the formats of quote and TCB info, and the outcome.
    private string Kind =>
        $"{Quote.Version} {TcbInfo.ReadUnverified(Collateral.TcbInfo).Version} {Status}";

    // A manifest of one shape tells the launch status, one of the other the status of the whole, and none of them the
    // status of a genuine quote whose root is rejected: the last step of Intel's library does.
    private string QuoteStep => Expected.GetProperty("intel_qvl_status").GetProperty("qvl_2026_07")
        .GetProperty("quote").GetString() ?? "";

    private string? Text(string name) => Expected.TryGetProperty(name, out var text) ? text.GetString() : null;

    // TCB_OUT_OF_DATE and OutOfDate are the same status; TCB_NOT_SUPPORTED is none.
    private static TcbStatus? StatusOf(string text) =>
        text == "OK" ? TcbStatus.UpToDate
        : Enum.TryParse<TcbStatus>(
            text.Replace("TCB_", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal),
            ignoreCase: true, out var status) ? status
        : null;

    private static JsonElement ReadManifest(string path)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(path, "manifest.json")));
        return manifest.RootElement.Clone();
    }
}
