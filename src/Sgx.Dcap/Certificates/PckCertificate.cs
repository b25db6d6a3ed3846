using Sgx.Quotes;

namespace Sgx.Dcap.Certificates;

/// <summary>What the PCK certificate in a quote says of its platform, before anybody has verified it.</summary>
/// <remarks>For showing a quote and for fetching its collateral; never a reason to believe the quote.</remarks>
public sealed record PckCertificate
{
    /// <summary>12 lower-case hexadecimal digits.</summary>
    public required string Fmspc { get; init; }

    /// <summary>4 lower-case hexadecimal digits.</summary>
    public required string PceId { get; init; }

    /// <summary>16 security versions of the platform.</summary>
    public required ReadOnlyMemory<byte> TcbComponents { get; init; }

    public required ushort PceSvn { get; init; }

    /// <summary>
    /// Whether the Platform CA issued it, as for machines of several packages, and not the Processor CA.
    /// </summary>
    public required bool IsByPlatformCa { get; init; }

    /// <summary>The issuer's name.</summary>
    public required string Issuer { get; init; }

    public required DateTimeOffset NotBefore { get; init; }
    public required DateTimeOffset NotAfter { get; init; }

    /// <exception cref="SgxFormatException">The quote carries no PCK certificate chain, or a malformed one.</exception>
    public static PckCertificate In(Quote quote)
    {
        ArgumentNullException.ThrowIfNull(quote);
        var (type, bytes) = quote.Signature.CertificationData;
        if (type is not CertificationDataType.PckChain)
            throw new SgxFormatException("Quote.certification data", $"{CertificationDataType.PckChain}", $"{type}");

        var certificate = PckChain.Parse(bytes, new(root: null)).Pck;
        return From(certificate, PckExtension.Of(certificate));
    }

    /// <summary>
    /// Whether the quote's certificates, if they can be read, say that they are simulated. A hint to show.
    /// </summary>
    public static bool SaysSimulated(Quote quote)
    {
        try
        {
            return In(quote).Issuer.Contains("Simulated", StringComparison.OrdinalIgnoreCase);
        }
        catch (SgxFormatException)
        {
            return false;
        }
    }

    private static PckCertificate From(Certificate certificate, PckExtension extension) => new()
    {
        Fmspc = Convert.ToHexStringLower(extension.Fmspc.Span),
        PceId = Convert.ToHexStringLower(extension.PceId.Span),
        TcbComponents = extension.Tcb.Components,
        PceSvn = extension.Tcb.PceSvn,
        IsByPlatformCa = certificate.Issuer.CommonName.Contains("Platform", StringComparison.Ordinal),
        Issuer = certificate.Issuer.ToString(),
        NotBefore = certificate.NotBefore,
        NotAfter = certificate.NotAfter,
    };
}
