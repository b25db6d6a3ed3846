using System.Text.Json;
using Sgx.Simulation.Pki;

namespace Sgx.Simulation.Collateral;

/// <summary>A TCB info, version 3: how Intel judges every TCB of the machines of one FMSPC.</summary>
internal sealed record TcbInfoDocument
{
    /// <summary>The round of TCB recovery that documents belong to; policies may demand a minimum.</summary>
    public const int TcbEvaluationDataNumber = 17;

    // What the first components are called on the servers that the default TCB resembles; for information only.
    private static readonly (string Category, string? Type)[] ComponentNames =
    [
        ("BIOS", "Early Microcode Update"),
        ("OS/VMM", "SGX Late Microcode Update"),
        ("OS/VMM", "TXT SINIT"),
        ("BIOS", null),
    ];

    public required Lifetime Lifetime { get; init; }

    /// <summary>6 bytes.</summary>
    public required ReadOnlyMemory<byte> Fmspc { get; init; }

    /// <summary>The highest first.</summary>
    public required IReadOnlyList<TcbLevel> Levels { get; init; }

    public byte[] Sign(SimulatedKey signer) => SignedJson.Sign("tcbInfo", WriteMembers, signer);

    private void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("id", "SGX");
        writer.WriteNumber("version", 3);
        SignedJson.WriteLifetime(writer, Lifetime);
        writer.WriteString("fmspc", Convert.ToHexStringLower(Fmspc.Span));
        writer.WriteString("pceId", "0000");
        writer.WriteNumber("tcbType", 0);
        writer.WriteNumber("tcbEvaluationDataNumber", TcbEvaluationDataNumber);
        writer.WriteStartArray("tcbLevels");
        foreach (var level in Levels)
            WriteLevel(writer, level);
        writer.WriteEndArray();
    }

    private static void WriteLevel(Utf8JsonWriter writer, TcbLevel level)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("tcb");
        writer.WriteStartArray("sgxtcbcomponents");
        for (var i = 0; i < PlatformTcb.ComponentCount; i++)
            WriteComponent(writer, level.Tcb.ComponentSvns[i], i < ComponentNames.Length ? ComponentNames[i] : default);
        writer.WriteEndArray();
        writer.WriteNumber("pcesvn", level.Tcb.PceSvn);
        writer.WriteEndObject();
        SignedJson.WriteStanding(writer, level.Standing);
        writer.WriteEndObject();
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
