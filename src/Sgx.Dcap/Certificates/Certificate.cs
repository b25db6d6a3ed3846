using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Sgx.Dcap.Certificates;

/// <summary>
/// An X.509 v3 certificate of the PCK hierarchy: strict DER, ECDSA over P-256 and SHA-256 throughout.
/// </summary>
/// <remarks>RFC 5280. That it parses says nothing of who made it.</remarks>
internal sealed class Certificate
{
    private const string Structure = "certificate";
    private const int Version3 = 2;

    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3);

    private readonly SignedDer _signed;

    private Certificate(ReadOnlyMemory<byte> der, SignedDer signed, AsnReader fields)
    {
        (Der, _signed) = (der, signed);
        RequireVersion3(fields.ReadSequence(VersionTag));
        SerialNumber = fields.ReadSerialNumber("certificate serial number");
        SignedDer.RequireAlgorithm(fields, Structure);
        Issuer = DistinguishedName.Read(fields);
        (NotBefore, NotAfter) = ReadValidity(fields.ReadSequence());
        Subject = DistinguishedName.Read(fields);
        PublicKey = TrustAnchor.Share(EcdsaPublicKey.Read(fields));
        Extensions = ReadExtensions(fields.ReadSequence(ExtensionsTag));
        fields.ThrowIfNotEmpty();
    }

    /// <summary>All of it.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>The content of the INTEGER: big-endian, positive.</summary>
    public ReadOnlyMemory<byte> SerialNumber { get; }

    public DistinguishedName Issuer { get; }
    public DistinguishedName Subject { get; }
    public DateTimeOffset NotBefore { get; }
    public DateTimeOffset NotAfter { get; }
    public EcdsaPublicKey PublicKey { get; }
    public CertificateExtensions Extensions { get; }

    public bool IsSelfIssued => Issuer.Is(Subject);
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Der.Span));

    /// <summary>Byte for byte.</summary>
    public bool Is(Certificate other) => ReferenceEquals(this, other) || Der.Span.SequenceEqual(other.Der.Span);

    /// <summary>Another issue of the same: same name, same key.</summary>
    public bool HasNameAndKeyOf(Certificate other) => Subject.Is(other.Subject) && PublicKey.Is(other.PublicKey);

    /// <summary>By name and by signature.</summary>
    public bool IsIssuedBy(Certificate issuer) => Issuer.Is(issuer.Subject) && _signed.IsSignedBy(issuer.PublicKey);

    /// <exception cref="SgxFormatException">Not such a certificate.</exception>
    public static Certificate Parse(ReadOnlyMemory<byte> der)
    {
        var signed = SignedDer.Parse(der, Structure);
        return Certificates.Der.Read(
            signed.ToBeSigned, Structure, reader => new Certificate(der, signed, reader.ReadSequence()));
    }

    private static void RequireVersion3(AsnReader version)
    {
        if (!version.TryReadInt32(out var number) || number != Version3)
            throw new SgxFormatException("certificate version", "2 (v3)", $"{number}");
        version.ThrowIfNotEmpty();
    }

    private static (DateTimeOffset NotBefore, DateTimeOffset NotAfter) ReadValidity(AsnReader validity)
    {
        var period = (validity.ReadTime(), validity.ReadTime());
        validity.ThrowIfNotEmpty();
        return period;
    }

    private static CertificateExtensions ReadExtensions(AsnReader wrapper)
    {
        var extensions = CertificateExtensions.Read(wrapper);
        wrapper.ThrowIfNotEmpty();
        return extensions;
    }
}
