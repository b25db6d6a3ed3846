namespace Sgx.Testing;

/// <summary>Waits for what must come about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Returns once it holds; it is no test of how fast.</summary>
    public static Task Holds(Func<bool> condition, CancellationToken cancellation) =>
        Holds(() => Task.FromResult(condition()), cancellation);

    /// <summary>The same of what takes some time to find out.</summary>
    public static async Task Holds(Func<Task<bool>> condition, CancellationToken cancellation)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!await condition())
        {
            Assert.True(Environment.TickCount64 < end, $"it did not come about within {Patience.TotalSeconds} s");
            await Task.Delay(10, cancellation);
        }
    }
}
