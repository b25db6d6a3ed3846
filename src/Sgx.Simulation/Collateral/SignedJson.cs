using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sgx.Simulation.Pki;

namespace Sgx.Simulation.Collateral;

/// <summary>A document of the simulated Intel: an inner object and a signature over its bytes, as they stand.</summary>
/// <remarks>Compact ASCII: a verifier that writes the object anew before it checks gets the same bytes.</remarks>
internal static class SignedJson
{
    /// <summary>The whole document.</summary>
    /// <param name="member">What the inner object is called.</param>
    /// <param name="writeMembers">Writes the inner object's members.</param>
    /// <param name="signer">The TCB signing key.</param>
    public static byte[] Sign(string member, Action<Utf8JsonWriter> writeMembers, SimulatedKey signer)
    {
        var inner = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(inner))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }
        var signature = Convert.ToHexStringLower(signer.Sign(inner.WrittenSpan));
        return
        [
            .. Encoding.ASCII.GetBytes($$"""{"{{member}}":"""),
            .. inner.WrittenSpan,
            .. Encoding.ASCII.GetBytes($$""","signature":"{{signature}}"}"""),
        ];
    }

    /// <summary>issueDate, nextUpdate.</summary>
    public static void WriteLifetime(Utf8JsonWriter writer, Lifetime lifetime)
    {
        writer.WriteString("issueDate", Timestamp(lifetime.From));
        writer.WriteString("nextUpdate", Timestamp(lifetime.Until));
    }

    /// <summary>tcbDate, tcbStatus and, when there are any, advisoryIDs.</summary>
    public static void WriteStanding(Utf8JsonWriter writer, Standing standing)
    {
        writer.WriteString("tcbDate", standing.Date.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture));
        writer.WriteString("tcbStatus", standing.Status.ToString());
        if (standing.AdvisoryIds.Length == 0)
            return;

        writer.WriteStartArray("advisoryIDs");
        foreach (var id in standing.AdvisoryIds)
            writer.WriteStringValue(id);
        writer.WriteEndArray();
    }

    private static string Timestamp(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
