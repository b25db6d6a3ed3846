using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Certificates;

/// <summary>The certificates in a quote: the platform's, that of the CA which issued it, and the root.</summary>
internal sealed class PckChain
{
    private readonly CertificateChain _chain;

    private PckChain(CertificateChain chain) => _chain = chain;

    /// <summary>Whose key signs QE reports.</summary>
    public Certificate Pck => _chain.Leaf;

    /// <summary>The Processor or the Platform CA.</summary>
    public Certificate Ca => _chain.Issuer;

    public IEnumerable<ValidityPeriod> Validity => _chain.Validity;

    /// <exception cref="QuoteRejectedException">The quote carries none, or a malformed one.</exception>
    public static PckChain Of(Quote quote)
    {
        var certification = quote.Signature.CertificationData;
        RequireChain(certification.Type);
        return QuoteRejectedException.IfMalformed(UnsupportedCertFormat, () => Parse(certification.Bytes));
    }

    /// <exception cref="SgxFormatException">Not the PEM of such a chain.</exception>
    public static PckChain Parse(ReadOnlyMemory<byte> pem) =>
        new(CertificateChain.Parse(pem, CertificateRole.Pck, CertificateRole.PckCa, CertificateRole.Root));

    /// <summary>What Intel's extension says of the platform.</summary>
    public PckExtension ReadExtension() =>
        QuoteRejectedException.IfMalformed(PckInvalidExtensions, () => PckExtension.Of(Pck));

    /// <summary>The chain holds and ends in the anchor; its root is then the one of the whole verification.</summary>
    public TrustedRoot Verify(TrustAnchor anchor, RootMatching matching)
    {
        var links = new VerifiedLinks();
        _chain.Verify(links);
        return anchor.Accepts(_chain.Root, matching)
            ? new(_chain.Root, matching, links)
            : throw new QuoteRejectedException(
                PckCertChainUntrusted, $"'{_chain.Root.Subject}' is not the trusted root");
    }

    private static void RequireChain(CertificationDataType type)
    {
        if (type is >= CertificationDataType.PpidClear and < CertificationDataType.PckChain)
            throw new QuoteRejectedException(
                UnsupportedQeCertificationDataType, $"the quote carries {type}, not its PCK chain");
        if (type is not CertificationDataType.PckChain)
            throw new QuoteRejectedException(
                UnsupportedQuoteFormat, $"version 3 has no certification data of type {type}");
    }
}
