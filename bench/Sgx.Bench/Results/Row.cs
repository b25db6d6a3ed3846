using Sgx.Bench.Figures;
using Sgx.Bench.Load;

namespace Sgx.Bench.Results;

/// <summary>One operation asked by one number of clients, over all rounds.</summary>
/// <param name="rounds">At least one.</param>
internal sealed class Row(IReadOnlyList<Comparison> rounds)
{
    public Operation Operation => rounds[0].Operation;

    public int Clients => rounds[0].Clients;

    public IReadOnlyList<LoadFigures> Agent => [.. rounds.Select(round => round.Agent)];

    public IReadOnlyList<LoadFigures> Baseline => [.. rounds.Select(round => round.Baseline)];

    public double AgentCost => Spread.Of(Agent.Select(load => load.CostMicroseconds)).Median;

    public double BaselineCost => Spread.Of(Baseline.Select(load => load.CostMicroseconds)).Median;

    public double SignatureCost => Spread.Of(rounds.Select(round => round.SignatureMicroseconds)).Median;

    public Spread CostRatio => Spread.Of(rounds.Select(round => round.CostRatio));
}
