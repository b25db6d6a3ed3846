namespace Sgx.Agent.DevicePlugin.Registration;

/// <summary>Waits for something to happen in a folder that may come, go, and be made anew.</summary>
internal static class FolderWatch
{
    /// <summary>Until it happened, looked for at every change in the folder and every so often.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="happened">Whether it did.</param>
    /// <param name="interval">How often to look besides.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task Until(
        string folder, Func<bool> happened, TimeSpan interval, CancellationToken cancellation)
    {
        while (!happened())
        {
            cancellation.ThrowIfCancellationRequested();
            await NextChange(folder, happened, interval, cancellation);
        }
    }

    private static async Task NextChange(
        string folder, Func<bool> happened, TimeSpan interval, CancellationToken cancellation)
    {
        var change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = Watch(folder, change);

        // What happened before the watch was set is not told by it.
        if (!happened())
            _ = await Task.WhenAny(change.Task, Task.Delay(interval, cancellation));
    }

    // A new watch for each change: one on a folder that was removed stays silent about the folder that follows.
    private static FileSystemWatcher? Watch(string folder, TaskCompletionSource change)
    {
        if (!Directory.Exists(folder))
            return null;
        FileSystemWatcher? watch = null;
        try
        {
            watch = new FileSystemWatcher(folder);
            watch.Created += (_, _) => change.TrySetResult();
            watch.Deleted += (_, _) => change.TrySetResult();
            watch.Renamed += (_, _) => change.TrySetResult();
            watch.Error += (_, _) => change.TrySetResult();
            watch.EnableRaisingEvents = true;
            return watch;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The folder went this moment, or the system has no watch left to give: looking every so often does too.
            watch?.Dispose();
            return null;
        }
    }
}
