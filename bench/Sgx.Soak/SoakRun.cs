using Sgx.Soak.Endurance;
using Sgx.Soak.Figures;
using Sgx.Soak.Lifecycle;

namespace Sgx.Soak;

/// <summary>Restarts and time: hand-overs, kills, broken newcomers, and the long life of one agent.</summary>
internal static class SoakRun
{
    /// <param name="programs">What is soaked.</param>
    /// <param name="plan">How long.</param>
    /// <param name="sheet">Takes the figures.</param>
    /// <param name="cancellation">Ends the run, agents and all.</param>
    /// <returns>The samples of the long run.</returns>
    public static async Task<IReadOnlyList<Sample>> Run(
        Programs programs, SoakPlan plan, FigureSheet sheet, CancellationToken cancellation)
    {
        await new HandOvers(programs, plan).Run(sheet, cancellation);
        await new Restarts(programs, plan).Run(sheet, cancellation);
        await new BrokenNewcomers(programs, plan).Run(sheet, cancellation);
        var longRun = new LongRun(programs, plan);
        await longRun.Run(sheet, cancellation);
        return longRun.Samples;
    }
}
