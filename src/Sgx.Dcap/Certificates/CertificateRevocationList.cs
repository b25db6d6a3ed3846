using System.Formats.Asn1;
using Sgx.Dcap.Collateral;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Certificates;

/// <summary>An X.509 v2 CRL in strict DER: which certificates their issuer no longer stands by.</summary>
/// <remarks>RFC 5280, 5. That it parses says nothing of who made it: see <see cref="Verify"/>.</remarks>
internal sealed class CertificateRevocationList
{
    private const string CrlNumberOid = "2.5.29.20";
    private const string ReasonCodeOid = "2.5.29.21";
    private const string InvalidityDateOid = "2.5.29.24";
    private const string AuthorityKeyIdOid = "2.5.29.35";
    private const int Version2 = 1;

    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 0);

    private readonly string _name;
    private readonly SignedDer _signed;
    private readonly List<ReadOnlyMemory<byte>> _revoked;
    private readonly ExtensionSet _extensions;

    private CertificateRevocationList(string name, SignedDer signed, AsnReader fields)
    {
        (_name, _signed) = (name, signed);
        RequireVersion2(fields, name);
        SignedDer.RequireAlgorithm(fields, name);
        Issuer = DistinguishedName.Read(fields);
        Validity = new(name, fields.ReadTime(), fields.ReadTime());
        _revoked = ReadRevoked(fields);
        (_extensions, Number) = ReadExtensions(fields, name);
        fields.ThrowIfNotEmpty();
    }

    /// <summary>thisUpdate to nextUpdate.</summary>
    public ValidityPeriod Validity { get; }

    public DistinguishedName Issuer { get; }

    /// <summary>The serial numbers listed.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Revoked => _revoked;

    /// <summary>Grows with every issue, though Intel's have always said 1.</summary>
    public uint Number { get; }

    /// <summary>Whether the list has the certificate's serial number; ask only the list of its issuer.</summary>
    public bool Revokes(Certificate certificate) =>
        _revoked.Exists(serial => serial.Span.SequenceEqual(certificate.SerialNumber.Span));

    /// <param name="list">The list: DER, PEM or hexadecimal digits of DER.</param>
    /// <param name="name">What to call it.</param>
    /// <exception cref="QuoteRejectedException">Malformed.</exception>
    public static CertificateRevocationList Parse(ReadOnlyMemory<byte> list, string name) =>
        QuoteRejectedException.IfMalformed(CrlUnsupportedFormat, () =>
        {
            var signed = SignedDer.Parse(CrlForm.ToDer(list, name), name);
            return Der.Read(
                signed.ToBeSigned, name, reader => new CertificateRevocationList(name, signed, reader.ReadSequence()));
        });

    /// <summary>The list is the issuer's, by name and by signature.</summary>
    public void Verify(Certificate issuer)
    {
        if (!Issuer.Is(issuer.Subject))
            throw new QuoteRejectedException(
                CrlUnknownIssuer, $"the {_name} is by '{Issuer}', not by '{issuer.Subject}'");
        if (!_extensions.Has(AuthorityKeyIdOid))
            throw new QuoteRejectedException(CrlInvalidExtensions, $"the {_name} has no authority key identifier");
        if (!_signed.IsSignedBy(issuer.PublicKey))
            throw new QuoteRejectedException(CrlInvalidSignature, $"the {_name} is not signed by '{issuer.Subject}'");
    }

    private static void RequireVersion2(AsnReader fields, string name)
    {
        if (!fields.TryReadInt32(out var version) || version != Version2)
            throw new SgxFormatException($"{name} version", "1 (v2)", $"{version}");
    }

    private static List<ReadOnlyMemory<byte>> ReadRevoked(AsnReader fields)
    {
        List<ReadOnlyMemory<byte>> serials = [];
        if (fields.PeekTag() != Asn1Tag.Sequence)
            return serials;
        for (var list = fields.ReadSequence(); list.HasData;)
            serials.Add(ReadEntry(list.ReadSequence()));
        return serials;
    }

    private static ReadOnlyMemory<byte> ReadEntry(AsnReader entry)
    {
        var serial = entry.ReadSerialNumber("CRL entry serial number");
        _ = entry.ReadTime();
        if (entry.HasData)
            _ = ExtensionSet.Read(entry, "CRL entry extensions", ReasonCodeOid, InvalidityDateOid);
        entry.ThrowIfNotEmpty();
        return serial;
    }

    private static (ExtensionSet, uint Number) ReadExtensions(AsnReader fields, string name)
    {
        var wrapper = fields.ReadSequence(ExtensionsTag);
        var extensions = ExtensionSet.Read(wrapper, $"{name} extensions", CrlNumberOid, AuthorityKeyIdOid);
        wrapper.ThrowIfNotEmpty();
        var number = extensions.Value(CrlNumberOid) ?? throw new SgxFormatException(name, "a CRL number", "none");
        _ = extensions.Read(AuthorityKeyIdOid, "authority key identifier", CertificateExtensions.ReadAuthorityKeyId);
        return (extensions, Der.Read(number, "CRL number", ReadNumber));
    }

    // Intel's supplemental data have 32 bits for it. RFC 5280 would allow 20 bytes.
    private static uint ReadNumber(AsnReader reader) => reader.TryReadUInt32(out var number)
        ? number
        : throw new SgxFormatException("CRL number", "a number below 2^32", "another");
}
