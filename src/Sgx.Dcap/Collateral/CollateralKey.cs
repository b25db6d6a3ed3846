using Sgx.Dcap.Certificates;
using Sgx.Quotes;

namespace Sgx.Dcap.Collateral;

/// <summary>Which platforms one set of collateral is about.</summary>
/// <param name="Fmspc">The model of platform: 12 lower-case hexadecimal digits.</param>
/// <param name="IsByPlatformCa">Whether the Platform CA certifies them, and not the Processor CA.</param>
/// <param name="TeeType">What runs on them.</param>
/// <remarks>Read from bytes that nobody has verified yet: a way to find collateral, and no reason to believe.</remarks>
public sealed record CollateralKey(string Fmspc, bool IsByPlatformCa, TeeType TeeType)
{
    /// <summary>What a quote needs.</summary>
    /// <exception cref="SgxFormatException">The quote carries no PCK certificate chain, or a malformed one.</exception>
    public static CollateralKey Of(Quote quote)
    {
        ArgumentNullException.ThrowIfNull(quote);
        var pck = PckCertificate.In(quote);
        return new(pck.Fmspc, pck.IsByPlatformCa, quote.Header.TeeType);
    }

    /// <summary>What collateral is about.</summary>
    /// <exception cref="SgxFormatException">The TCB info or the issuer chain of the PCK CRL is malformed.</exception>
    public static CollateralKey Of(QuoteCollateral collateral)
    {
        ArgumentNullException.ThrowIfNull(collateral);
        var chain = CertificateChain.Parse(
            collateral.PckCrlIssuerChain, new(root: null), CertificateRole.PckCa, CertificateRole.Root);
        var tcbInfo = TcbInfo.ReadUnverified(collateral.TcbInfo);
        return new(
            Convert.ToHexStringLower(tcbInfo.Fmspc.Span),
            chain.Leaf.Subject.CommonName.Contains("Platform", StringComparison.Ordinal),
            tcbInfo.IsTdx ? TeeType.Tdx : TeeType.Sgx);
    }

    /// <summary>As people say it.</summary>
    public override string ToString() =>
        $"{TeeType} on FMSPC {Fmspc} of the {(IsByPlatformCa ? "Platform" : "Processor")} CA";
}
