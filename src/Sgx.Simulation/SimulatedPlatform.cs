namespace Sgx.Simulation;

/// <summary>A machine without SGX that behaves as one with it, down to certificates that chain to a root of its own.</summary>
/// <remarks>
/// Its report key is public: whoever can ask it gets a quote for any enclave. It proves nothing to anyone, so its
/// quotes verify only for a caller who named its root as trusted.
/// </remarks>
public sealed class SimulatedPlatform(SimulatedPlatformOptions options) : IQuotingPlatform, IDisposable
{
    public SimulatedPlatformOptions Options { get; } = options;

    /// <summary>The Intel that certifies this platform and no other.</summary>
    public SimulatedIntel Intel { get; } = new(options);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<AttestationKeyId>> GetAttestationKeyIds(CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <inheritdoc />
    public ValueTask<QuotingEnclaveInfo> Initialize(AttestationKeyId key, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <inheritdoc />
    public ValueTask<int> GetQuoteSize(AttestationKeyId key, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <inheritdoc />
    public ValueTask<QuoteResponse> GetQuote(QuoteRequest request, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Destroys the platform's keys.</summary>
    public void Dispose()
    {
    }
}
