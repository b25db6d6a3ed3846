namespace Sgx.Agent.Callers;

/// <summary>What each caller may do.</summary>
internal sealed record CallerOptions
{
    public CallerPolicy Policy { get; init; } = CallerPolicy.Everybody;

    /// <summary>Quotes a second and caller; 0 is no limit.</summary>
    public int QuotesPerSecond { get; init; }
}
