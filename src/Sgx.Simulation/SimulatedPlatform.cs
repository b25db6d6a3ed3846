using Sgx.Quotes;

namespace Sgx.Simulation;

/// <summary>A machine without SGX that behaves as one with it, down to certificates under a root of its own.</summary>
/// <remarks>
/// Its report key is public: whoever can ask it gets a quote for any enclave. It proves nothing to anyone, so its
/// quotes verify only for a caller who named its root as trusted.
/// </remarks>
public sealed class SimulatedPlatform : IQuotingPlatform, IDisposable
{
    private readonly Lazy<SimulatedQuotingEnclave> _quotingEnclave;
    private readonly Lazy<SimulatedTdQuotingEnclave> _tdQuotingEnclave;

    public SimulatedPlatform(SimulatedPlatformOptions options)
    {
        Options = options;
        Intel = new(options);
        _quotingEnclave = new(() => new(options, Intel));
        _tdQuotingEnclave = new(() => new(options, Intel));
    }

    public SimulatedPlatformOptions Options { get; }

    /// <summary>The Intel that certifies this platform and no other.</summary>
    public SimulatedIntel Intel { get; }

    /// <inheritdoc />
    public bool AnswersAtOnce => true;

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<AttestationKeyId>> GetAttestationKeyIds(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new([AttestationKeyId.EcdsaP256]);
    }

    /// <inheritdoc />
    public ValueTask<QuotingEnclaveInfo> Initialize(AttestationKeyId key, CancellationToken cancellation) =>
        new(QuotingEnclaveWith(key, cancellation).Info);

    /// <inheritdoc />
    public ValueTask<int> GetQuoteSize(AttestationKeyId key, CancellationToken cancellation) =>
        new(QuotingEnclaveWith(key, cancellation).QuoteSize);

    /// <inheritdoc />
    public ValueTask<QuoteResponse> GetQuote(QuoteRequest request, CancellationToken cancellation) =>
        new(QuotingEnclaveWith(request.Key, cancellation).GetQuote(request.Report, request.QeReportInfo));

    /// <summary>Quotes a Report that is addressed to the quoting enclave, in a version of choice.</summary>
    /// <param name="report">The enclave's.</param>
    /// <param name="version">3 as Intel's QE3, or 4 or 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another version.</exception>
    /// <exception cref="QuotingException">The Report is not to be believed.</exception>
    public Quote QuoteEnclave(Report report, ushort version)
    {
        if (version is < Quote.OldestVersion or > Quote.NewestVersion)
            throw new ArgumentOutOfRangeException(nameof(version), version, "quotes have version 3, 4 or 5");
        return _quotingEnclave.Value.GetQuote(report, version);
    }

    /// <summary>Quotes the TDREPORT of a trust domain.</summary>
    /// <param name="report">The TD's.</param>
    /// <param name="version">4, or 5.</param>
    /// <param name="type">The body: of TDX 1.0 or, in version 5 alone, of TDX 1.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another version, or one that has no such body.</exception>
    /// <exception cref="QuotingException">The TDREPORT is not to be believed.</exception>
    public Quote QuoteTd(TdReport report, ushort version = 4, QuoteBodyType type = QuoteBodyType.Td10)
    {
        if (version is not (4 or 5))
            throw new ArgumentOutOfRangeException(nameof(version), version, "quotes of TDs have version 4 or 5");
        if (type is not QuoteBodyType.Td10 && (version, type) is not (5, QuoteBodyType.Td15))
            throw new ArgumentOutOfRangeException(
                nameof(type), type, "a quote has the body of a TD of TDX 1.0 or, in version 5, of TDX 1.5");
        return _tdQuotingEnclave.Value.GetQuote(report, version, type);
    }

    private SimulatedQuotingEnclave QuotingEnclaveWith(AttestationKeyId key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return key.NamesSameKeyAs(AttestationKeyId.EcdsaP256)
            ? _quotingEnclave.Value
            : throw new QuotingException(
                QuotingFailure.UnsupportedKeyId,
                $"no attestation key of signer {key.MrSigner}, product {key.ProdId}, algorithm {key.Algorithm}");
    }

    /// <summary>Destroys the platform's keys.</summary>
    public void Dispose()
    {
        if (_quotingEnclave.IsValueCreated)
            _quotingEnclave.Value.Dispose();
        if (_tdQuotingEnclave.IsValueCreated)
            _tdQuotingEnclave.Value.Dispose();
    }
}
