using Sgx.Dcap.Certificates;
using Sgx.Quotes;

namespace Sgx.Dcap.Policy;

/// <summary>A PCK certificate as that which tells a platform from all others: for lists of platforms.</summary>
public sealed class PlatformCertificate
{
    private readonly ReadOnlyMemory<byte> _pem;

    private PlatformCertificate(ReadOnlyMemory<byte> pem, PckExtension extension)
    {
        _pem = pem;
        Platform = new()
        {
            Ppid = extension.Ppid,
            PlatformInstanceId = extension.PlatformInstanceId,
            Fmspc = extension.Fmspc,
        };
    }

    /// <summary>Which platform it is of, by its own word until it is verified.</summary>
    public KnownPlatform Platform { get; }

    /// <summary>The certificate in a quote that carries one.</summary>
    /// <exception cref="SgxFormatException">The quote carries none, or a malformed one.</exception>
    public static PlatformCertificate In(Quote quote)
    {
        ArgumentNullException.ThrowIfNull(quote);
        var (type, bytes) = quote.Signature.CertificationData;
        return type is CertificationDataType.PckLeaf or CertificationDataType.PckChain
            ? Parse(bytes)
            : throw new SgxFormatException("Quote.certification data", "a PCK certificate", $"{type}");
    }

    /// <summary>The PCK certificate, alone or with its issuers.</summary>
    /// <param name="pem">PEM of one or three certificates.</param>
    /// <exception cref="SgxFormatException">Not that.</exception>
    public static PlatformCertificate Parse(ReadOnlyMemory<byte> pem)
    {
        var certificate = PckCertificates.IsAlone(pem)
            ? Certificate.Parse(Pem.ReadCertificates(pem.Span, count: 1)[0])
            : PckChain.Parse(pem, new(root: null)).Pck;
        return new(pem, PckExtension.Of(certificate));
    }

    /// <summary>Why the certificate does not hold, by verified collateral that says what is revoked.</summary>
    /// <returns>Null when it leads to the trusted root, is not revoked, and holds at the time.</returns>
    public string? Refuse(PreparedCollateral collateral, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(collateral);
        return collateral.Refuse(_pem, at);
    }
}
