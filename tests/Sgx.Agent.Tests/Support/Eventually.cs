namespace Sgx.Agent.Tests.Support;

/// <summary>Waits for what must come about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Returns once it holds; it is no test of how fast.</summary>
    public static async Task Holds(Func<bool> condition, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        while (!condition())
            await Task.Delay(10, deadline.Token);
    }
}
