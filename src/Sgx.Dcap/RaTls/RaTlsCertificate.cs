using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sgx.Quotes;

namespace Sgx.Dcap.RaTls;

/// <summary>Gets a quote for the report data of the argument: 64 bytes.</summary>
public delegate ValueTask<Quote> QuoteOf(ReadOnlyMemory<byte> reportData, CancellationToken cancellation);

/// <summary>Makes certificates that carry quotes, for the enclave's side of RA-TLS.</summary>
public static class RaTlsCertificate
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1); // of clocks that are behind

    /// <summary>Makes a certificate whose key is vouched for by quotes, and signs it with that key.</summary>
    /// <param name="key">Made inside the enclave, over P-256 or P-384; it stays the caller's.</param>
    /// <param name="quote">Asked once a format.</param>
    /// <param name="options">How it looks.</param>
    /// <param name="cancellation">Ends the waiting for a quote.</param>
    /// <returns>The certificate with its private key.</returns>
    /// <exception cref="ArgumentException">Another key; no format.</exception>
    /// <exception cref="QuotingException">There was no quote to be had.</exception>
    public static async Task<X509Certificate2> Create(
        ECDsa key, QuoteOf quote, RaTlsCertificateOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(quote);
        options ??= new();
        if (options.Formats.Count == 0)
            throw new ArgumentException("a certificate without a quote proves nothing", nameof(options));

        var request = new CertificateRequest(options.Subject, key, HashFor(key));
        var publicKey = key.ExportSubjectPublicKeyInfo();
        foreach (var format in options.Formats.Order())
            request.CertificateExtensions.Add(await Carry(format, publicKey, quote, options, cancellation)
                .ConfigureAwait(false));

        var now = options.Time.GetUtcNow();
        return request.CreateSelfSigned(now - Tolerance, now + options.Lifetime);
    }

    private static Task<X509Extension> Carry(
        RaTlsFormat format, byte[] publicKey, QuoteOf quote, RaTlsCertificateOptions options,
        CancellationToken cancellation) => format switch
        {
            RaTlsFormat.Interoperable => CarryEvidence(publicKey, quote, options.Nonce, cancellation),
            RaTlsFormat.Legacy => CarryQuote(publicKey, quote, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(options), format, "not a format"),
        };

    private static async Task<X509Extension> CarryEvidence(
        byte[] publicKey, QuoteOf quote, ReadOnlyMemory<byte>? nonce, CancellationToken cancellation)
    {
        var claims = new EvidenceClaims
        {
            PublicKeyHash = PublicKeyHash.Of(publicKey, HashAlgorithmName.SHA256),
            Nonce = nonce,
        }.Encode();
        var made = await quote(CarriedQuote.ReportDataOf(claims), cancellation).ConfigureAwait(false);
        return new(QuoteExtension.Interoperable, new TaggedEvidence(made.Bytes, claims).Encode(), critical: false);
    }

    // Under the identifier that Gramine's verifiers look for.
    private static async Task<X509Extension> CarryQuote(
        byte[] publicKey, QuoteOf quote, CancellationToken cancellation)
    {
        var made = await quote(CarriedQuote.ReportDataOf(publicKey), cancellation).ConfigureAwait(false);
        return new(QuoteExtension.LegacyMiswritten, made.Bytes.Span, critical: false);
    }

    private static HashAlgorithmName HashFor(ECDsa key) => key.KeySize switch
    {
        256 => HashAlgorithmName.SHA256,
        384 => HashAlgorithmName.SHA384,
        _ => throw new ArgumentException($"expected a key over P-256 or P-384, found {key.KeySize} bits", nameof(key)),
    };
}
