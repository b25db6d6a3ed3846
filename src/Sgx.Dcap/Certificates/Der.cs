using System.Formats.Asn1;

namespace Sgx.Dcap.Certificates;

/// <summary>Strict DER: one value and nothing behind it.</summary>
internal static class Der
{
    /// <summary>Reads one value; the reading function takes it whole.</summary>
    /// <exception cref="SgxFormatException">
    /// Not DER, not what the function expected, or bytes are left over.
    /// </exception>
    public static T Read<T>(ReadOnlyMemory<byte> der, string structure, Func<AsnReader, T> read)
    {
        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.DER);
            var value = read(reader);
            reader.ThrowIfNotEmpty();
            return value;
        }
        catch (AsnContentException e)
        {
            throw new SgxFormatException(structure, "strict DER", e.Message);
        }
    }

    /// <summary>A BOOLEAN DEFAULT FALSE, which DER writes only when it is true.</summary>
    public static bool ReadBooleanOrFalse(this AsnReader reader, string structure)
    {
        if (!reader.HasData || reader.PeekTag() != Asn1Tag.Boolean)
            return false;
        return reader.ReadBoolean() ? true : throw new SgxFormatException(
            structure, "no FALSE where it is the default", "FALSE");
    }

    /// <summary>A UTCTime or a GeneralizedTime.</summary>
    public static DateTimeOffset ReadTime(this AsnReader reader) =>
        reader.PeekTag() == new Asn1Tag(UniversalTagNumber.UtcTime)
            ? reader.ReadUtcTime(twoDigitYearMax: 2049)
            : reader.ReadGeneralizedTime();

    /// <summary>The content of an INTEGER that numbers a certificate: big-endian, positive.</summary>
    public static ReadOnlyMemory<byte> ReadSerialNumber(this AsnReader reader, string structure)
    {
        var serial = reader.ReadIntegerBytes();
        return serial.Span is [>= 0x80, ..] or [0]
            ? throw new SgxFormatException(structure, "a positive number", "zero or less")
            : serial;
    }

    /// <summary>Refuses any object identifier but one.</summary>
    public static void RequireObjectIdentifier(this AsnReader reader, string oid, string structure)
    {
        var found = reader.ReadObjectIdentifier();
        if (found != oid)
            throw new SgxFormatException(structure, oid, found);
    }
}
