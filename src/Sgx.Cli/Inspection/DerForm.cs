using System.Formats.Asn1;

namespace Sgx.Cli.Inspection;

/// <summary>Tells DER from other bytes, and a revocation list from a certificate.</summary>
internal static class DerForm
{
    /// <summary>A SEQUENCE, with nothing behind it.</summary>
    public static bool IsOneValue(byte[] bytes) =>
        AsnDecoder.TryReadEncodedValue(bytes, AsnEncodingRules.DER, out var tag, out _, out _, out var size)
        && tag == Asn1Tag.Sequence && size == bytes.Length;

    /// <summary>What is signed begins with a version there, and with a tagged one in a certificate.</summary>
    public static bool IsCrl(byte[] bytes)
    {
        try
        {
            return IsOneValue(bytes) && TagOfFirstField(bytes) == Asn1Tag.Integer;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static Asn1Tag TagOfFirstField(byte[] signed) =>
        new AsnReader(signed, AsnEncodingRules.DER).ReadSequence().ReadSequence().PeekTag();
}
