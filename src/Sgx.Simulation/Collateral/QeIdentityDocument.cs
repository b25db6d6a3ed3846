using System.Text.Json;
using Sgx.Simulation.Pki;

namespace Sgx.Simulation.Collateral;

/// <summary>A QE identity, version 2: how a quoting enclave of Intel's is known, and which versions are good.</summary>
internal sealed record QeIdentityDocument
{
    public required Lifetime Lifetime { get; init; }

    /// <summary>QE, or TD_QE.</summary>
    public required string Id { get; init; }

    public required Measurement MrSigner { get; init; }
    public required ushort IsvProdId { get; init; }

    /// <summary>The highest first.</summary>
    public required IEnumerable<ComponentLevel> Levels { get; init; }

    public byte[] Sign(SimulatedKey signer) => SignedJson.Sign("enclaveIdentity", WriteMembers, signer);

    private void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("id", Id);
        writer.WriteNumber("version", 2);
        SignedJson.WriteLifetime(writer, Lifetime);
        writer.WriteNumber("tcbEvaluationDataNumber", TcbInfoDocument.TcbEvaluationDataNumber);
        writer.WriteString("miscselect", "00000000");
        writer.WriteString("miscselectMask", "FFFFFFFF");
        // INIT and PROVISIONKEY set, DEBUG clear; MODE64BIT and XFRM may be as they like.
        writer.WriteString("attributes", "11000000000000000000000000000000");
        writer.WriteString("attributesMask", "FBFFFFFFFFFFFFFF0000000000000000");
        writer.WriteString("mrsigner", Convert.ToHexString(MrSigner.ToBytes()));
        writer.WriteNumber("isvprodid", IsvProdId);
        ComponentHistory.Write(writer, Levels);
    }
}
