using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Certificates;

/// <summary>A platform's certificate, that of the CA which issued it, and the root.</summary>
internal sealed class PckChain
{
    private readonly CertificateChain _chain;

    private PckChain(CertificateChain chain) => _chain = chain;

    /// <summary>Whose key signs QE reports.</summary>
    public Certificate Pck => _chain.Leaf;

    /// <summary>The Processor or the Platform CA.</summary>
    public Certificate Ca => _chain.Issuer;

    public Certificate Root => _chain.Root;

    public IEnumerable<ValidityPeriod> Validity => _chain.Validity;

    /// <summary>The chain in the quote or, where that has only part of it, the one with the collateral.</summary>
    /// <exception cref="QuoteRejectedException">There is none, or a malformed one.</exception>
    public static PckChain Of(Quote quote, QuoteCollateral collateral, KnownCertificates known)
    {
        var pem = PemOf(quote.Signature.CertificationData, collateral);
        return QuoteRejectedException.IfMalformed(UnsupportedCertFormat, () => Parse(pem, known));
    }

    /// <exception cref="SgxFormatException">Not the PEM of such a chain.</exception>
    public static PckChain Parse(ReadOnlyMemory<byte> pem, KnownCertificates known) =>
        new(CertificateChain.Parse(pem, known, CertificateRole.Pck, CertificateRole.PckCa, CertificateRole.Root));

    /// <summary>What Intel's extension says of the platform.</summary>
    public PckExtension ReadExtension() =>
        QuoteRejectedException.IfMalformed(PckInvalidExtensions, () => PckExtension.Of(Pck));

    /// <summary>Each certificate looks its part and is signed by the next.</summary>
    public PckChain Verify(KnownCertificates known)
    {
        _chain.Verify(known);
        return this;
    }

    /// <summary>The chain ends in a root that one trusts.</summary>
    public void RequireRoot(bool isTrusted)
    {
        if (!isTrusted)
            throw new QuoteRejectedException(
                PckCertChainUntrusted, $"'{_chain.Root.Subject}' is not the trusted root");
    }

    private static ReadOnlyMemory<byte> PemOf(CertificationData data, QuoteCollateral collateral) => data.Type switch
    {
        CertificationDataType.PckChain => data.Bytes,
        CertificationDataType.PckLeaf => PckCertificates.Join(data.Bytes, collateral.PckCrlIssuerChain),
        _ => collateral.PckCertificateChain is { } chain
            ? PckCertificates.Complete(chain, collateral.PckCrlIssuerChain)
            : throw new QuoteRejectedException(
                UnsupportedQeCertificationDataType,
                $"the quote carries {data.Type}, not its PCK chain, and the collateral has no PCK certificate"),
    };
}
