using System.Text.Json;
using Sgx.Testing;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Simulation.Tests.Cpu;

/// <summary>The shared vectors of the SDK's simulation mode.</summary>
internal static class SimulatorVectors
{
    /// <summary>Every case of the file; the calling test is skipped where there is none.</summary>
    public static IReadOnlyList<JsonElement> Read(string file)
    {
        var json = File.ReadAllText(RepositoryRoot.SharedOrSkip("vectors", "sim-mode", file));
        return [.. JsonDocument.Parse(json).RootElement.EnumerateArray()];
    }

    public static string Text(this JsonElement of, string member) => of.GetProperty(member).GetString()!;

    public static byte[] Hex(this JsonElement of, string member) => Convert.FromHexString(of.Text(member));

    /// <summary>The enclave that a case's SECS describes.</summary>
    public static EnclaveIdentity Enclave(this JsonElement secs) => new()
    {
        MrEnclave = new(secs.Hex("mr_enclave")),
        MrSigner = new(secs.Hex("mr_signer")),
        IsvProdId = ReadUInt16LittleEndian(secs.Hex("isv_prod_id")),
        IsvSvn = ReadUInt16LittleEndian(secs.Hex("isv_svn")),
        Attributes = (EnclaveAttributes)ReadUInt64LittleEndian(secs.Hex("attributes")),
        Xfrm = ReadUInt64LittleEndian(secs.Hex("attributes").AsSpan(sizeof(ulong))),
        MiscSelect = ReadUInt32LittleEndian(secs.Hex("misc_select")),
        ConfigSvn = ReadUInt16LittleEndian(secs.Hex("config_svn")),
        ConfigId = secs.Hex("config_id"),
        IsvFamilyId = secs.Hex("isv_family_id"),
        IsvExtProdId = secs.Hex("isv_ext_prod_id"),
    };

    /// <summary>The CPU that a case's SECS runs on.</summary>
    public static SimulatedCpu Cpu(this JsonElement secs, ReportKeyLayout layout) => new(
        secs.Text("cpu_svn")[..4] switch
        {
            "64ea" => SimulatedCpuSvn.Downgraded,
            "4820" => SimulatedCpuSvn.Default,
            "5339" => SimulatedCpuSvn.Upgraded,
            var other => throw new FormatException(other),
        })
    {
        Layout = layout,
    };
}
