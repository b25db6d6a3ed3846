using System.Text.Json.Nodes;
using Sgx.Cli.Input;
using Sgx.Cli.Output;
using Sgx.Dcap;
using Sgx.Dcap.Policy;
using Sgx.Quotes;

namespace Sgx.Cli.Platforms;

/// <summary>Platforms out of PCK certificates, as a policy's document lists them: docs/policy.md.</summary>
/// <param name="host">Where files are read.</param>
/// <param name="proof">What the certificates are verified by; null to believe them.</param>
/// <param name="at">As of when they are verified.</param>
internal sealed class PlatformExport(CliHost host, PreparedCollateral? proof, DateTimeOffset at)
{
    private readonly Dictionary<string, JsonObject> _platforms = [];
    private readonly List<string> _refusals = [];

    public bool IsVerified => proof is not null;

    /// <summary>Why files do not go on the list.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    /// <summary>Puts a file's platform on the list, once.</summary>
    /// <exception cref="InputException">It has no PCK certificate.</exception>
    public void Add(string path)
    {
        var certificate = Read(path);
        if (proof is not null && certificate.Refuse(proof, at) is { } refusal)
            _refusals.Add($"{path}: {refusal}");
        else
            Add(certificate.Platform, Path.GetFileName(path));
    }

    public JsonObject ToDocument() => new()
    {
        ["version"] = 1,
        ["description"] = IsVerified
            ? $"platforms whose PCK certificates were verified as of {Json.Instant(at)}"
            : "platforms whose PCK certificates were NOT verified",
        ["platforms"] = new JsonObject { ["allowed"] = Json.Array(_platforms.Values) },
    };

    private void Add(KnownPlatform platform, string note)
    {
        var entry = new JsonObject();
        Add(entry, "ppid", platform.Ppid);
        Add(entry, "platformInstanceId", platform.PlatformInstanceId);
        Add(entry, "fmspc", platform.Fmspc);
        var key = entry.ToJsonString();
        entry["note"] = note;
        _ = _platforms.TryAdd(key, entry);
    }

    private static void Add(JsonObject entry, string name, ReadOnlyMemory<byte>? bytes)
    {
        if (bytes is { } found)
            entry[name] = Json.Hex(found.Span);
    }

    private PlatformCertificate Read(string path)
    {
        var bytes = InputFile.Read(host, path, InputFile.MaxQuote);
        return InputException.IfMalformed(
            InputFault.MalformedPckCertificate, path,
            () => bytes is [(byte)'-', ..]
                ? PlatformCertificate.Parse(bytes)
                : PlatformCertificate.In(Quote.Parse(ByteForm.ToRaw(bytes))));
    }
}
