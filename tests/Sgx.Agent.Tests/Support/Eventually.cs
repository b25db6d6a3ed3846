namespace Sgx.Agent.Tests.Support;

/// <summary>Waits for what other threads are about to do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns once it is so; fails the test when it is not for half a minute.</summary>
    public static Task Is(string what, Func<bool> condition) => Is(what, () => Task.FromResult(condition()));

    /// <summary>Returns once it is so; fails the test when it is not for half a minute.</summary>
    public static async Task Is(string what, Func<Task<bool>> condition)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!await condition())
        {
            Assert.True(Environment.TickCount64 < end, $"not within {Patience.TotalSeconds} s: {what}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
