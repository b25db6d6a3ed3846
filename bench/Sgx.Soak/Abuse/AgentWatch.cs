using Sgx.Soak.Agents;
using Sgx.Soak.Linux;

namespace Sgx.Soak.Abuse;

/// <summary>The most that an agent holds while it is watched.</summary>
internal sealed class AgentWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    /// <param name="agent">The agent.</param>
    /// <param name="group">Its memory cgroup; null where it is in none of its own.</param>
    public AgentWatch(AgentProcess agent, MemoryGroup? group = null) => _watching = Task.Run(() => Watch(agent, group));

    public double MostMegabytes { get; private set; }

    /// <summary>With the kernel's memory; 0 without a group.</summary>
    public double MostChargedMegabytes { get; private set; }

    public int MostDescriptors { get; private set; }

    /// <summary>Ends the watch; the figures stand.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task Watch(AgentProcess agent, MemoryGroup? group)
    {
        while (!_end.IsCancellationRequested && !agent.HasEnded)
        {
            var now = agent.Figures;
            MostMegabytes = Math.Max(MostMegabytes, now.ResidentMegabytes);
            MostDescriptors = Math.Max(MostDescriptors, now.Descriptors);
            MostChargedMegabytes = Math.Max(MostChargedMegabytes, group?.Megabytes ?? 0);
            await Task.Delay(Interval, CancellationToken.None);
        }
    }
}
