using Sgx.Soak.Agents;

namespace Sgx.Soak.Abuse;

/// <summary>The most that an agent holds while it is watched.</summary>
internal sealed class AgentWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    public AgentWatch(AgentProcess agent) => _watching = Task.Run(() => Watch(agent));

    public double MostMegabytes { get; private set; }

    public int MostDescriptors { get; private set; }

    /// <summary>Ends the watch; the figures stand.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task Watch(AgentProcess agent)
    {
        while (!_end.IsCancellationRequested && !agent.HasEnded)
        {
            var now = agent.Figures;
            MostMegabytes = Math.Max(MostMegabytes, now.ResidentMegabytes);
            MostDescriptors = Math.Max(MostDescriptors, now.Descriptors);
            await Task.Delay(Interval, CancellationToken.None);
        }
    }
}
