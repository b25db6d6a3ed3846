using System.Text.Json;
using Sgx.Dcap;

namespace Sgx.Simulation.Collateral;

/// <summary>The TDX modules in a TCB info: one of no version, and one for each major version.</summary>
internal sealed record TdxModules
{
    // Those that Intel lists, with the security version that was good in 2025.
    private static readonly (byte Version, byte Svn)[] Published = [(3, 3), (1, 5)];

    /// <summary>The machine's own.</summary>
    public required TdxTcb Own { get; init; }

    /// <summary>Of the machine's own.</summary>
    public required TcbStatus Status { get; init; }

    /// <summary>48 bytes: zeros mean Intel.</summary>
    public required byte[] MrSigner { get; init; }

    /// <summary>tdxModule, tdxModuleIdentities.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("tdxModule");
        WriteModule(writer);
        writer.WriteEndObject();
        writer.WriteStartArray("tdxModuleIdentities");
        foreach (var (version, levels) in Identities())
        {
            writer.WriteStartObject();
            writer.WriteString("id", $"TDX_{version:X2}");
            WriteModule(writer);
            ComponentHistory.Write(writer, levels);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private IEnumerable<(byte Version, IEnumerable<ComponentLevel> Levels)> Identities()
    {
        if (Own.ModuleVersion > 0)
            yield return (Own.ModuleVersion, OwnLevels());
        foreach (var (version, svn) in Published.Where(module => module.Version != Own.ModuleVersion))
            yield return (version, ComponentHistory.Around(svn, byte.MaxValue, TcbStatus.UpToDate));
    }

    // A TD may have been launched under any older module.
    private IEnumerable<ComponentLevel> OwnLevels()
    {
        var levels = ComponentHistory.Around(Own.ModuleSvn, byte.MaxValue, Status).ToList();
        return levels[^1].IsvSvn > 0 ? levels.Append(levels[^1] with { IsvSvn = 0 }) : levels;
    }

    private void WriteModule(Utf8JsonWriter writer)
    {
        writer.WriteString("mrsigner", Convert.ToHexString(MrSigner));
        writer.WriteString("attributes", "0000000000000000");
        writer.WriteString("attributesMask", "FFFFFFFFFFFFFFFF");
    }
}
