using System.Globalization;
using System.Text.Json;

namespace Sgx.Simulation.Collateral;

/// <summary>The SVNs of a TCB level, as TCB infos of either version write them.</summary>
internal static class TcbComponents
{
    private const string OperatingSystem = "OS/VMM";

    // What the first components are called on the servers that the default TCB resembles; for information only.
    private static readonly (string Category, string? Type)[] SgxNames =
    [
        ("BIOS", "Early Microcode Update"),
        (OperatingSystem, "SGX Late Microcode Update"),
        (OperatingSystem, "TXT SINIT"),
        ("BIOS", null),
    ];

    private static readonly (string Category, string? Type)[] TdxNames =
    [
        (OperatingSystem, "TDX Module"),
        (OperatingSystem, "TDX Module"),
        (OperatingSystem, "TDX Late Microcode Update"),
    ];

    /// <summary>sgxtcbcomponents, pcesvn and, of TDX, tdxtcbcomponents.</summary>
    public static void Write(Utf8JsonWriter writer, TcbLevel level)
    {
        Write(writer, "sgxtcbcomponents", level.Tcb.ComponentSvns.AsSpan(), SgxNames);
        writer.WriteNumber("pcesvn", level.Tcb.PceSvn);
        // The module's version is no component: which version there is tells only how the module is judged.
        if (level.Tdx is { } tdx)
            Write(writer, "tdxtcbcomponents", (tdx with { ModuleVersion = 0 }).ToBytes(), TdxNames);
    }

    /// <summary>sgxtcbcomp01svn to sgxtcbcomp16svn, pcesvn.</summary>
    public static void WriteVersion2(Utf8JsonWriter writer, PlatformTcb tcb)
    {
        for (var i = 0; i < PlatformTcb.ComponentCount; i++)
            writer.WriteNumber(
                string.Create(CultureInfo.InvariantCulture, $"sgxtcbcomp{i + 1:d2}svn"), tcb.ComponentSvns[i]);
        writer.WriteNumber("pcesvn", tcb.PceSvn);
    }

    private static void Write(
        Utf8JsonWriter writer, string member, ReadOnlySpan<byte> svns, (string Category, string? Type)[] names)
    {
        writer.WriteStartArray(member);
        for (var i = 0; i < svns.Length; i++)
            WriteComponent(writer, svns[i], i < names.Length ? names[i] : default);
        writer.WriteEndArray();
    }

    private static void WriteComponent(Utf8JsonWriter writer, byte svn, (string? Category, string? Type) name)
    {
        writer.WriteStartObject();
        writer.WriteNumber("svn", svn);
        if (name.Category is not null)
            writer.WriteString("category", name.Category);
        if (name.Type is not null)
            writer.WriteString("type", name.Type);
        writer.WriteEndObject();
    }
}
