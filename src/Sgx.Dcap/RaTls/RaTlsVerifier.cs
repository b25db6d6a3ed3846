using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sgx.Dcap.RaTls;

/// <summary>
/// Decides whether the peer of a TLS connection is the enclave or TD that is wanted, by the quote in its certificate.
/// </summary>
/// <remarks>
/// Dates, names and chains of the certificate do not count. TLS itself proves that the peer has the private key. Waits
/// for nothing, and may be used by many threads.
/// </remarks>
public sealed class RaTlsVerifier
{
    private readonly QuoteAppraiser _appraiser;
    private readonly RefusalLog _log;

    /// <param name="appraiser">Verifies the quote and judges the enclave.</param>
    /// <param name="logger">Told of refusals, at most twenty a minute.</param>
    /// <param name="time">The clock that the minute is of.</param>
    /// <exception cref="ArgumentException">
    /// The policy accepts a kind, enclaves or TDs, of which it names no MRENCLAVE, MRSIGNER or MRTD.
    /// </exception>
    public RaTlsVerifier(QuoteAppraiser appraiser, ILogger<RaTlsVerifier>? logger = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(appraiser);
        if (!appraiser.Policy.NamesWhomItAccepts)
            throw new ArgumentException(
                "the policy does not name MRENCLAVE, MRSIGNER or MRTD of every kind that it accepts, "
                + "so any enclave in the world would do",
                nameof(appraiser));
        _appraiser = appraiser;
        _log = new(logger ?? NullLogger<RaTlsVerifier>.Instance, time ?? TimeProvider.System);
    }

    /// <summary>
    /// Asked last, about a peer whom all else accepts: why the program does not want it, or null. As for a nonce that
    /// is another than the one given out.
    /// </summary>
    /// <remarks>It is asked on the thread of the handshake. What it throws ends the handshake.</remarks>
    public Func<RaTlsVerdict.Accepted, string?>? Objection { get; init; }

    /// <summary>Verifies a certificate.</summary>
    /// <param name="certificate">DER; over 128 KiB it is refused.</param>
    /// <returns>An answer, however hostile the certificate is.</returns>
    public RaTlsVerdict Verify(ReadOnlyMemory<byte> certificate)
    {
        try
        {
            return Decide(certificate);
        }
        catch (RefusedException e)
        {
            return new RaTlsVerdict.Refused(e.Step, e.Message);
        }
    }

    /// <summary>Verifies a certificate.</summary>
    public RaTlsVerdict Verify(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return Verify(certificate.RawDataMemory);
    }

    /// <summary>
    /// The verdict on a peer as <see cref="RemoteCertificateValidationCallback"/> wants it; refusals are logged.
    /// </summary>
    /// <remarks>
    /// <see cref="RaTlsAuthentication"/> sets it, and keeps the framework from following addresses in a certificate
    /// before it asks.
    /// </remarks>
    public bool ValidateRemote(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        Validate(certificate);

    /// <summary>
    /// The same as <c>HttpsConnectionAdapterOptions.ClientCertificateValidation</c> of Kestrel wants it.
    /// </summary>
    /// <remarks>
    /// Kestrel asks only with <c>ClientCertificateMode.RequireCertificate</c>: its default, <c>NoCertificate</c>, never
    /// asks, and <c>AllowCertificate</c> lets clients without a certificate in. Before it asks, Kestrel builds a
    /// chain and follows addresses in the certificate; with <c>TlsHandshakeCallbackOptions</c> and
    /// <see cref="RaTlsAuthentication"/> it does not.
    /// </remarks>
    public bool ValidateClient(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors) =>
        Validate(certificate);

    private bool Validate(X509Certificate? certificate)
    {
        var verdict = certificate switch
        {
            null => new RaTlsVerdict.Refused(AppraisalStep.Certificate, "the peer has shown none"),
            X509Certificate2 whole => Verify(whole),
            _ => Verify(certificate.GetRawCertData()),
        };
        _log.Tell(verdict);
        return verdict is RaTlsVerdict.Accepted;
    }

    private RaTlsVerdict Decide(ReadOnlyMemory<byte> der)
    {
        var certificate = RefusedException.IfMalformed(AppraisalStep.Certificate, () => PeerCertificate.Parse(der));
        var carried = RefusedException.IfMalformed(AppraisalStep.Evidence, () => CarriedQuote.In(certificate));
        carried.RequireBinding(certificate.PublicKey);
        return _appraiser.Appraise(carried.Quote) switch
        {
            QuoteAppraisal.Accepted accepted => LastWord(Accept(carried, certificate, accepted)),
            var appraisal => Refuse((QuoteAppraisal.Refused)appraisal),
        };
    }

    private RaTlsVerdict LastWord(RaTlsVerdict.Accepted accepted) => Objection?.Invoke(accepted) is { } why
        ? new RaTlsVerdict.Refused(AppraisalStep.Policy, QuoteRejectedException.Printable(why))
        {
            Verdict = accepted.Quote,
        }
        : accepted;

    private static RaTlsVerdict.Accepted Accept(
        CarriedQuote carried, PeerCertificate certificate, QuoteAppraisal.Accepted accepted) => new()
        {
            Format = carried.Format,
            Quote = accepted.Verdict,
            PlatformBinding = accepted.PlatformBinding,
            PublicKey = certificate.PublicKey.Der,
            Nonce = carried.Claims?.Nonce,
            UnknownClaims = carried.Claims?.Unknown ?? [],
        };

    private static RaTlsVerdict.Refused Refuse(QuoteAppraisal.Refused refused) =>
        new(refused.Step, refused.Detail) { Verdict = refused.Verdict, Policy = refused.Policy };
}
