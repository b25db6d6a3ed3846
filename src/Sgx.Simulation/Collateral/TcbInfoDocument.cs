using System.Text.Json;
using Sgx.Simulation.Pki;

namespace Sgx.Simulation.Collateral;

/// <summary>A TCB info: how Intel judges every TCB of the machines of one FMSPC.</summary>
internal sealed record TcbInfoDocument
{
    /// <summary>The round of TCB recovery that documents belong to; policies may demand a minimum.</summary>
    public const int TcbEvaluationDataNumber = 17;

    /// <summary>3, or of SGX alone 2.</summary>
    public required int Version { get; init; }

    public required Lifetime Lifetime { get; init; }

    /// <summary>6 bytes.</summary>
    public required ReadOnlyMemory<byte> Fmspc { get; init; }

    /// <summary>The highest first; each with a TDX TCB exactly where there are modules.</summary>
    public required IReadOnlyList<TcbLevel> Levels { get; init; }

    /// <summary>Null makes a document of SGX.</summary>
    public TdxModules? Modules { get; init; }

    public byte[] Sign(SimulatedKey signer) => SignedJson.Sign("tcbInfo", WriteMembers, signer);

    private void WriteMembers(Utf8JsonWriter writer)
    {
        if (Version > 2)
            writer.WriteString("id", Modules is null ? "SGX" : "TDX");
        writer.WriteNumber("version", Version);
        SignedJson.WriteLifetime(writer, Lifetime);
        writer.WriteString("fmspc", Convert.ToHexStringLower(Fmspc.Span));
        writer.WriteString("pceId", "0000");
        writer.WriteNumber("tcbType", 0);
        writer.WriteNumber("tcbEvaluationDataNumber", TcbEvaluationDataNumber);
        Modules?.Write(writer);
        writer.WriteStartArray("tcbLevels");
        foreach (var level in Levels)
            WriteLevel(writer, level);
        writer.WriteEndArray();
    }

    private void WriteLevel(Utf8JsonWriter writer, TcbLevel level)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("tcb");
        if (Version > 2)
            TcbComponents.Write(writer, level);
        else
            TcbComponents.WriteVersion2(writer, level.Tcb);
        writer.WriteEndObject();
        SignedJson.WriteStanding(writer, level.Standing);
        writer.WriteEndObject();
    }
}
