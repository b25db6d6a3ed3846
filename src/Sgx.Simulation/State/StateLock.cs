namespace Sgx.Simulation.State;

/// <summary>Whose turn it is to make a platform in a directory, among all processes that would.</summary>
/// <remarks>
/// A move that does not overwrite is not enough: where the target is missing, .NET renames, and of two renames at once
/// the later wins.
/// </remarks>
internal static class StateLock
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits for the turn, which ends with the stream or with the process.</summary>
    /// <exception cref="IOException">It did not come within 10 seconds.</exception>
    public static FileStream Take(string directory)
    {
        var began = Environment.TickCount64;
        while (true)
        {
            try
            {
                return new(Path.Combine(directory, ".lock"), new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                });
            }
            catch (IOException e) when (e is not DirectoryNotFoundException
                && Environment.TickCount64 - began < Deadline.TotalMilliseconds)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
