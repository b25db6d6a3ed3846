using System.Net;

namespace Sgx.Agent.Health;

/// <summary>How readiness is known.</summary>
internal sealed record HealthOptions
{
    /// <summary>How long the proof by a quote may take at start.</summary>
    public TimeSpan ProofDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a quote is made when the service serves.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Where <c>/livez</c>, <c>/readyz</c> and <c>/metrics</c> are answered over HTTP; null is nowhere.
    /// </summary>
    public IPEndPoint? Http { get; init; }

    /// <summary>How long after a quote the node counts as ready.</summary>
    public TimeSpan ReadyFor { get; init; } = TimeSpan.FromSeconds(90);
}
