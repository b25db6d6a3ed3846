using System.Formats.Asn1;

namespace Sgx.Dcap.Certificates;

/// <summary>
/// The extensions of a certificate in the PCK hierarchy; each part of theirs is null where it is missing.
/// </summary>
internal sealed record CertificateExtensions
{
    private const string AuthorityKeyIdOid = "2.5.29.35";
    private const string SubjectKeyIdOid = "2.5.29.14";
    private const string KeyUsageOid = "2.5.29.15";
    private const string BasicConstraintsOid = "2.5.29.19";
    private const string CrlDistributionPointsOid = "2.5.29.31";

    public byte[]? AuthorityKeyId { get; private init; }
    public byte[]? SubjectKeyId { get; private init; }
    public KeyUsages? KeyUsage { get; private init; }
    public BasicConstraints? BasicConstraints { get; private init; }
    public byte[]? CrlDistributionPoints { get; private init; }

    /// <summary>The rest, for whoever knows more.</summary>
    public required ExtensionSet All { get; init; }

    public static CertificateExtensions Read(AsnReader reader)
    {
        var all = ExtensionSet.Read(
            reader, "certificate extensions", AuthorityKeyIdOid, SubjectKeyIdOid, KeyUsageOid, BasicConstraintsOid,
            CrlDistributionPointsOid, PckExtension.Oid);
        return new()
        {
            All = all,
            AuthorityKeyId = all.Read(AuthorityKeyIdOid, "authority key identifier", ReadAuthorityKeyId),
            SubjectKeyId = all.Read(SubjectKeyIdOid, "subject key identifier", value => value.ReadOctetString()),
            KeyUsage = all.Read(KeyUsageOid, "key usage", KeyUsages.Read),
            BasicConstraints = all.Read(BasicConstraintsOid, "basic constraints", BasicConstraints.Read),
            CrlDistributionPoints = all.Read(CrlDistributionPointsOid, "CRL distribution points", ReadSequence),
        };
    }

    /// <summary>The key identifier, which in this hierarchy stands alone.</summary>
    public static byte[] ReadAuthorityKeyId(AsnReader reader)
    {
        var sequence = reader.ReadSequence();
        var id = sequence.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0));
        sequence.ThrowIfNotEmpty();
        return id;
    }

    // Where revocation lists are fetched from is not the quote's to say, so the names are not looked into.
    private static byte[] ReadSequence(AsnReader reader)
    {
        var der = reader.PeekEncodedValue().ToArray();
        _ = reader.ReadSequence();
        return der;
    }
}

/// <summary>
/// Whether a certificate may issue others, and how many may stand between it and the last; null is no limit.
/// </summary>
internal sealed record BasicConstraints(bool IsCa, int? PathLength)
{
    public static BasicConstraints Read(AsnReader reader)
    {
        var constraints = reader.ReadSequence();
        var isCa = constraints.ReadBooleanOrFalse("basic constraints");
        int? pathLength = isCa && constraints.HasData ? ReadPathLength(constraints) : null;
        constraints.ThrowIfNotEmpty();
        return new(isCa, pathLength);
    }

    private static int ReadPathLength(AsnReader reader) => reader.TryReadInt32(out var length) && length >= 0
        ? length
        : throw new SgxFormatException("basic constraints", "a path length from 0", "another");
}

/// <summary>What a key may do.</summary>
/// <remarks>RFC 5280, 4.2.1.3, as far as this hierarchy asks.</remarks>
internal sealed record KeyUsages(bool DigitalSignature, bool KeyCertSign, bool CrlSign)
{
    private const int DigitalSignatureBit = 0;
    private const int KeyCertSignBit = 5;
    private const int CrlSignBit = 6;

    public static KeyUsages Read(AsnReader reader)
    {
        var bits = reader.ReadNamedBitList();
        bool Has(int bit) => bit < bits.Length && bits[bit];
        return new(Has(DigitalSignatureBit), Has(KeyCertSignBit), Has(CrlSignBit));
    }
}
