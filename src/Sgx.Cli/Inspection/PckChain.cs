using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sgx.Quotes;

namespace Sgx.Cli.Inspection;

/// <summary>The certificates that a quote carries, to be shown. Nobody has verified them.</summary>
internal sealed class PckChain
{
    private const string Structure = "PCK certificate chain";

    private readonly X509Certificate2Collection _certificates;

    private PckChain(X509Certificate2Collection certificates) => _certificates = certificates;

    /// <summary>The one with Intel's SGX extension; null where there is none.</summary>
    public X509Certificate2? Pck => _certificates.FirstOrDefault(certificate => certificate.Extensions[SgxExtension.Oid] is not null);

    /// <summary>The one that issued itself; null where there is none.</summary>
    public X509Certificate2? Root =>
        _certificates.FirstOrDefault(certificate => certificate.IssuerName.RawData.AsSpan().SequenceEqual(certificate.SubjectName.RawData));

    /// <summary>Reads what there is: nothing, when the quote is certified in another way.</summary>
    /// <exception cref="SgxFormatException">It does not hold certificates in PEM.</exception>
    public static PckChain Read(Quote quote)
    {
        var data = quote.Signature.CertificationData;
        var certificates = new X509Certificate2Collection();
        if (data.Type is CertificationDataType.PckChain or CertificationDataType.PckLeaf)
            Import(certificates, Encoding.ASCII.GetString(data.Bytes.Span));
        return new(certificates);
    }

    private static void Import(X509Certificate2Collection certificates, string pem)
    {
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new SgxFormatException(Structure, "certificates in PEM", e.Message);
        }
    }
}
