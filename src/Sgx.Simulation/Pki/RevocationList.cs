using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sgx.Simulation.Pki;

/// <summary>A CRL of the simulated Intel: which certificates of one CA are not to be believed any more.</summary>
/// <remarks>X.509 version 2, RFC 5280 section 5; CRL number always 1, as Intel's.</remarks>
internal sealed class RevocationList(CertifiedKey issuer, Lifetime lifetime)
{
    private const int Version2 = 1;
    private const string CrlNumberOid = "2.5.29.20";
    private const string ReasonCodeOid = "2.5.29.21";

    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 0);

    /// <summary>Serial numbers of the revoked certificates.</summary>
    public IReadOnlyList<byte[]> Revoked { get; init; } = [];

    /// <summary>DER.</summary>
    public byte[] ToDer()
    {
        var generator = new DeterministicSignatureGenerator(issuer.Key);
        var algorithm = generator.GetSignatureAlgorithmIdentifier(HashAlgorithmName.SHA256);
        var tbs = ToBeSigned(algorithm);

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(tbs);
            writer.WriteEncodedValue(algorithm);
            writer.WriteBitString(generator.SignData(tbs, HashAlgorithmName.SHA256));
        }
        return writer.Encode();
    }

    private byte[] ToBeSigned(byte[] algorithm)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Version2);
            writer.WriteEncodedValue(algorithm);
            writer.WriteEncodedValue(issuer.Name.RawData);
            writer.WriteUtcTime(lifetime.From);
            writer.WriteUtcTime(lifetime.Until);
            if (Revoked.Count > 0)
                WriteRevoked(writer);
            WriteExtensions(writer);
        }
        return writer.Encode();
    }

    private void WriteRevoked(AsnWriter writer)
    {
        using var list = writer.PushSequence();
        foreach (var serial in Revoked)
        {
            using var entry = writer.PushSequence();
            writer.WriteIntegerUnsigned(serial);
            writer.WriteUtcTime(lifetime.From);
            using var extensions = writer.PushSequence();
            WriteExtension(writer, ReasonCodeOid, ReasonCode(X509RevocationReason.KeyCompromise));
        }
    }

    private void WriteExtensions(AsnWriter writer)
    {
        using var tagged = writer.PushSequence(Extensions);
        using var extensions = writer.PushSequence();
        var authority = X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(issuer.Profile.KeyId);
        WriteExtension(writer, CrlNumberOid, Encoded(value => value.WriteInteger(1)));
        WriteExtension(writer, authority.Oid!.Value!, authority.RawData);
    }

    private static void WriteExtension(AsnWriter writer, string oid, byte[] value)
    {
        using var extension = writer.PushSequence();
        writer.WriteObjectIdentifier(oid);
        writer.WriteOctetString(value);
    }

    private static byte[] ReasonCode(X509RevocationReason reason) =>
        Encoded(value => value.WriteEnumeratedValue(reason));

    private static byte[] Encoded(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }
}
