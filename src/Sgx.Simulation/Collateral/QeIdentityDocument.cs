using System.Text.Json;
using Sgx.Simulation.Pki;

namespace Sgx.Simulation.Collateral;

/// <summary>A QE identity, version 2: how Intel's quoting enclave is known, and which versions are good.</summary>
internal sealed record QeIdentityDocument
{
    private static readonly DateOnly CurrentDate = new(2018, 3, 14);
    private static readonly DateOnly OldDate = new(2017, 5, 10);

    public required Lifetime Lifetime { get; init; }
    public required Measurement MrSigner { get; init; }

    /// <summary>The version that is up to date; those below are not.</summary>
    public required ushort IsvSvn { get; init; }

    public byte[] Sign(SimulatedKey signer) => SignedJson.Sign("enclaveIdentity", WriteMembers, signer);

    private void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("id", "QE");
        writer.WriteNumber("version", 2);
        SignedJson.WriteLifetime(writer, Lifetime);
        writer.WriteNumber("tcbEvaluationDataNumber", TcbInfoDocument.TcbEvaluationDataNumber);
        writer.WriteString("miscselect", "00000000");
        writer.WriteString("miscselectMask", "FFFFFFFF");
        // INIT and PROVISIONKEY set, DEBUG clear; MODE64BIT and XFRM may be as they like.
        writer.WriteString("attributes", "11000000000000000000000000000000");
        writer.WriteString("attributesMask", "FBFFFFFFFFFFFFFF0000000000000000");
        writer.WriteString("mrsigner", Convert.ToHexString(MrSigner.ToBytes()));
        writer.WriteNumber("isvprodid", IntelQuotingEnclaves.Qe3ProdId);
        writer.WriteStartArray("tcbLevels");
        WriteLevel(writer, IsvSvn, Standing.Good(CurrentDate));
        if (IsvSvn > 0)
            WriteLevel(writer, IsvSvn - 1, Standing.OutOfDate(OldDate, advisories: 1));
        writer.WriteEndArray();
    }

    private static void WriteLevel(Utf8JsonWriter writer, int isvSvn, Standing standing)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("tcb");
        writer.WriteNumber("isvsvn", isvSvn);
        writer.WriteEndObject();
        SignedJson.WriteStanding(writer, standing);
        writer.WriteEndObject();
    }
}
