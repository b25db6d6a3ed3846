using System.Diagnostics;

namespace Sgx.Soak.Agents;

/// <summary>An agent that nobody asks for anything any more.</summary>
internal static class Quiet
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until it has no more descriptors open than before.</summary>
    /// <returns>How many are open then, or at the deadline.</returns>
    public static async Task<int> Descriptors(
        AgentProcess agent, int before, TimeSpan deadline, CancellationToken cancellation)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(PollInterval, cancellation))
        {
            var now = agent.Figures.Descriptors;
            if (now <= before || since.Elapsed > deadline)
                return now;
        }
    }
}
