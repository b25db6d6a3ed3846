namespace Sgx.Dcap.RaTls;

/// <summary>What a certificate with a quote looks like.</summary>
public sealed record RaTlsCertificateOptions
{
    /// <summary>How it carries quotes; each format takes a quote of its own.</summary>
    /// <value>The interoperable one alone.</value>
    public IReadOnlySet<RaTlsFormat> Formats { get; init; } = new HashSet<RaTlsFormat> { RaTlsFormat.Interoperable };

    /// <summary>Its name, which means nothing to a verifier.</summary>
    public string Subject { get; init; } = "CN=RA-TLS";

    /// <summary>
    /// How long it says to be valid, beginning an hour ago; a verifier goes by the quote and its collateral.
    /// </summary>
    /// <value>A year.</value>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The claim <c>nonce</c> of the interoperable format; null for none.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; init; }

    /// <summary>The clock that dates are taken from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
