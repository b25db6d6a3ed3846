using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Sgx.Simulation.State;

/// <summary>The options of a simulated platform as JSON, less the seed: those only that are not the default.</summary>
internal static class PlatformJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    private static readonly SimulatedPlatformOptions Defaults =
        new() { Seed = new byte[SimulatedPlatformOptions.SeedSize] };

    public static string Write(SimulatedPlatformOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            writer.WriteStartObject();
            WriteMembers(writer, options);
            writer.WriteEndObject();
        }
        return Encoding.ASCII.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteMembers(Utf8JsonWriter writer, SimulatedPlatformOptions options)
    {
        if (options.Ca != Defaults.Ca)
            writer.WriteString("ca", options.Ca.ToString());
        if (options.Tcb != Defaults.Tcb)
            writer.WriteString("tcb", options.Tcb.ToString());
        if (options.QeIsvSvn != Defaults.QeIsvSvn)
            writer.WriteNumber("qeIsvSvn", options.QeIsvSvn);
        if (options.PceSvn != Defaults.PceSvn)
            writer.WriteNumber("pceSvn", options.PceSvn);
        if (options.Tdx != Defaults.Tdx)
            writer.WriteString("tdx", options.Tdx.ToString());
        if (options.TdqeIsvSvn != Defaults.TdqeIsvSvn)
            writer.WriteNumber("tdqeIsvSvn", options.TdqeIsvSvn);
        if (!options.Fmspc.Span.SequenceEqual(Defaults.Fmspc.Span))
            writer.WriteString("fmspc", Convert.ToHexStringLower(options.Fmspc.Span));
        if (options.AcceptRustSdkReports != Defaults.AcceptRustSdkReports)
            writer.WriteBoolean("acceptRustSdkReports", options.AcceptRustSdkReports);
    }

    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">A member is unknown, or its value is none.</exception>
    /// <exception cref="InvalidOperationException">A value has another type than its member.</exception>
    public static SimulatedPlatformOptions Read(string json, ReadOnlyMemory<byte> seed)
    {
        using var document = JsonDocument.Parse(json, Strict);
        return document.RootElement.EnumerateObject().Aggregate(Defaults with { Seed = seed }, With);
    }

    private static SimulatedPlatformOptions With(SimulatedPlatformOptions options, JsonProperty member) =>
        member.Name switch
        {
            "ca" => options with { Ca = CaOf(member.Value.GetString()) },
            "tcb" => options with { Tcb = PlatformTcb.Parse(member.Value.GetString() ?? "") },
            "qeIsvSvn" => options with { QeIsvSvn = member.Value.GetUInt16() },
            "pceSvn" => options with { PceSvn = member.Value.GetUInt16() },
            "tdx" => options with { Tdx = TdxTcb.Parse(member.Value.GetString() ?? "") },
            "tdqeIsvSvn" => options with { TdqeIsvSvn = member.Value.GetUInt16() },
            "fmspc" => options with { Fmspc = Convert.FromHexString(member.Value.GetString() ?? "") },
            "acceptRustSdkReports" => options with { AcceptRustSdkReports = member.Value.GetBoolean() },
            _ => throw new FormatException($"no option is called '{member.Name}'"),
        };

    private static PckCa CaOf(string? name) => name switch
    {
        nameof(PckCa.Platform) => PckCa.Platform,
        nameof(PckCa.Processor) => PckCa.Processor,
        _ => throw new FormatException($"ca is Platform or Processor, not '{name}'"),
    };
}
