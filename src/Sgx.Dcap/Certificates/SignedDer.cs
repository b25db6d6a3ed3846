using System.Formats.Asn1;
using Sgx.Quotes;

namespace Sgx.Dcap.Certificates;

/// <summary>What certificates and revocation lists have in common: bytes, and an ECDSA signature over them.</summary>
/// <remarks>RFC 5280, SIGNED. Only ecdsa-with-SHA256 (RFC 5758), whose parameters are absent.</remarks>
/// <param name="ToBeSigned">The exact bytes that the signature covers.</param>
/// <param name="Signature">r then s, 64 bytes.</param>
internal sealed record SignedDer(ReadOnlyMemory<byte> ToBeSigned, ReadOnlyMemory<byte> Signature)
{
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    public bool IsSignedBy(EcdsaPublicKey key) => key.HasSigned(ToBeSigned.Span, Signature.Span);

    public static SignedDer Parse(ReadOnlyMemory<byte> der, string structure) => Der.Read(der, structure, reader =>
    {
        var signed = reader.ReadSequence();
        var toBeSigned = signed.ReadEncodedValue();
        RequireAlgorithm(signed, structure);
        var signature = ReadBits(signed, $"{structure} signature");
        signed.ThrowIfNotEmpty();
        return new SignedDer(toBeSigned, Der.Read(signature, $"{structure} signature", ReadSignature));
    });

    /// <summary>Reads an algorithm identifier; it stands inside of what is signed and again outside.</summary>
    public static void RequireAlgorithm(AsnReader reader, string structure)
    {
        var algorithm = reader.ReadSequence();
        algorithm.RequireObjectIdentifier(EcdsaWithSha256, $"{structure} signature algorithm");
        algorithm.ThrowIfNotEmpty();
    }

    /// <summary>A BIT STRING of whole bytes.</summary>
    public static byte[] ReadBits(AsnReader reader, string structure)
    {
        var bits = reader.ReadBitString(out var unused);
        return unused == 0 ? bits : throw new SgxFormatException(structure, "whole bytes", $"{unused} unused bits");
    }

    private static ReadOnlyMemory<byte> ReadSignature(AsnReader reader)
    {
        var raw = new byte[QuoteSignature.RawEcdsaSize];
        var parts = reader.ReadSequence();
        ReadUnsigned(parts, raw.AsSpan(0, raw.Length / 2));
        ReadUnsigned(parts, raw.AsSpan(raw.Length / 2));
        parts.ThrowIfNotEmpty();
        return raw;
    }

    private static void ReadUnsigned(AsnReader reader, Span<byte> destination)
    {
        var integer = reader.ReadIntegerBytes().Span;
        var unsigned = integer is [0, .. var rest] ? rest : integer;
        if (integer[0] >= 0x80 || unsigned.Length > destination.Length)
            throw new SgxFormatException(
                "ECDSA signature", $"two integers below 2^{8 * destination.Length}", "another");
        unsigned.CopyTo(destination[^unsigned.Length..]);
    }
}
