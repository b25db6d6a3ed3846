using System.Formats.Asn1;
using System.Security.Cryptography;
using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.RaTls;

/// <summary>A certificate that a peer signed for itself: a key and extensions. Names and dates mean nothing.</summary>
/// <remarks>RFC 5280 in strict DER; ECDSA with SHA-256, SHA-384 or SHA-512.</remarks>
internal sealed class PeerCertificate
{
    /// <summary>Bytes at most; one with two quotes has about 12,000.</summary>
    public const int MaxSize = 128 * 1024;

    private const string Structure = "RA-TLS certificate";
    private const int Version3 = 2;

    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag IssuerIdTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag SubjectIdTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3);

    // What may be critical: the extensions with quotes, and those that say what TLS may use the key for.
    private static readonly string[] Understood =
    [
        QuoteExtension.Interoperable, QuoteExtension.Legacy, QuoteExtension.LegacyMiswritten,
        "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.37", // key usage, names, basic constraints, extended key usage
    ];

    private PeerCertificate(AsnReader fields, ReadOnlyMemory<byte> algorithm)
    {
        RequireVersion3(fields.ReadSequence(VersionTag));
        _ = fields.ReadIntegerBytes();
        if (!fields.ReadEncodedValue().Span.SequenceEqual(algorithm.Span))
            throw new SgxFormatException(Structure, "one signature algorithm, inside and outside", "two");
        _ = fields.ReadSequence(); // issuer
        _ = fields.ReadSequence(); // validity
        _ = fields.ReadSequence(); // subject
        PublicKey = PeerPublicKey.Read(fields);
        SkipIds(fields);
        Extensions = ReadExtensions(fields.ReadSequence(ExtensionsTag));
        fields.ThrowIfNotEmpty();
    }

    public PeerPublicKey PublicKey { get; }

    public ExtensionSet Extensions { get; }

    /// <exception cref="SgxFormatException">Not such a certificate, or its key has not signed it.</exception>
    public static PeerCertificate Parse(ReadOnlyMemory<byte> der)
    {
        if (der.Length > MaxSize)
            throw new SgxFormatException(Structure, $"at most {MaxSize} bytes", $"{der.Length}");
        return Der.Read(der, Structure, reader => ReadSigned(reader.ReadSequence()));
    }

    private static PeerCertificate ReadSigned(AsnReader signed)
    {
        var toBeSigned = signed.ReadEncodedValue();
        var algorithm = signed.PeekEncodedValue();
        var hash = ReadHash(signed.ReadSequence());
        var signature = SignedDer.ReadBits(signed, Structure);
        signed.ThrowIfNotEmpty();

        var certificate = Der.Read(
            toBeSigned, Structure, fields => new PeerCertificate(fields.ReadSequence(), algorithm));
        return certificate.PublicKey.HasSigned(toBeSigned.Span, signature, hash)
            ? certificate
            : throw new SgxFormatException(Structure, "a signature by its own key", "another");
    }

    private static HashAlgorithmName ReadHash(AsnReader algorithm)
    {
        var oid = algorithm.ReadObjectIdentifier();
        var hash = oid switch
        {
            "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
            "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
            "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
            _ => throw new SgxFormatException(Structure, "ECDSA with SHA-256, SHA-384 or SHA-512", oid),
        };
        algorithm.ThrowIfNotEmpty();
        return hash;
    }

    private static void RequireVersion3(AsnReader version)
    {
        if (!version.TryReadInt32(out var number) || number != Version3)
            throw new SgxFormatException(Structure, "version 2 (v3)", $"{number}");
        version.ThrowIfNotEmpty();
    }

    private static void SkipIds(AsnReader fields)
    {
        foreach (var tag in (Asn1Tag[])[IssuerIdTag, SubjectIdTag])
        {
            if (fields.HasData && fields.PeekTag().HasSameClassAndValue(tag))
                _ = fields.ReadBitString(out _, tag);
        }
    }

    private static ExtensionSet ReadExtensions(AsnReader wrapper)
    {
        var extensions = ExtensionSet.Read(wrapper, Structure, Understood);
        wrapper.ThrowIfNotEmpty();
        return extensions;
    }
}
