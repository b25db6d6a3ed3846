namespace Sgx.Simulation;

/// <summary>A machine without SGX that behaves as one with it, down to certificates under a root of its own.</summary>
/// <remarks>
/// Its report key is public: whoever can ask it gets a quote for any enclave. It proves nothing to anyone, so its
/// quotes verify only for a caller who named its root as trusted.
/// </remarks>
public sealed class SimulatedPlatform : IQuotingPlatform, IDisposable
{
    private readonly Lazy<SimulatedQuotingEnclave> _quotingEnclave;

    public SimulatedPlatform(SimulatedPlatformOptions options)
    {
        Options = options;
        Intel = new(options);
        _quotingEnclave = new(() => new(options, Intel));
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
    }
}
