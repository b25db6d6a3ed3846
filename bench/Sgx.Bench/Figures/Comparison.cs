using Sgx.Bench.Load;

namespace Sgx.Bench.Figures;

/// <summary>Agent and baseline under the same load, one right after the other.</summary>
/// <param name="Operation">What was asked.</param>
/// <param name="Clients">How many asked at once.</param>
/// <param name="Agent">How the agent did.</param>
/// <param name="Baseline">How the server in C did.</param>
/// <param name="SignatureMicroseconds">What a bare signature took at that time; 0 where the answer takes none.</param>
internal sealed record Comparison(
    Operation Operation, int Clients, LoadFigures Agent, LoadFigures Baseline, double SignatureMicroseconds)
{
    /// <summary>What the agent took for one request, of what it takes at least.</summary>
    public double CostRatio => Agent.CostMicroseconds / (Baseline.CostMicroseconds + SignatureMicroseconds);

    /// <summary>What both servers used.</summary>
    public TimeSpan ProcessorTime => Agent.ProcessorTime + Baseline.ProcessorTime;

    public int Errors => Agent.Errors + Baseline.Errors;
}
