using System.Globalization;

namespace Sgx.Soak.Linux;

/// <summary>
/// A memory cgroup for one process, which counts what the kernel holds for it too: socket buffers, tables, pages.
/// </summary>
internal sealed class MemoryGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup", RootOfVersion1 = "/sys/fs/cgroup/memory";
    private const double BytesPerMegabyte = 1024 * 1024;

    private const long RemovalMilliseconds = 10_000;

    private readonly string _folder, _usage, _peak;

    private MemoryGroup(string root, string limit, string usage, string peak, long bytes)
    {
        _folder = Path.Combine(root, $"sgx-soak-{Environment.ProcessId}-{Guid.NewGuid():N}");
        (_usage, _peak) = (Path.Combine(_folder, usage), Path.Combine(_folder, peak));
        _ = Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, limit), bytes.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Megabytes charged now; 0 when the group is gone.</summary>
    public double Megabytes => Read(_usage);

    /// <summary>Most megabytes charged so far, by the kernel's own count; 0 where it keeps none.</summary>
    public double PeakMegabytes => Read(_peak);

    /// <summary>A group with that limit; null where none can be made: not root, or no controller is mounted.</summary>
    public static MemoryGroup? TryMake(long bytes)
    {
        try
        {
            if (Directory.Exists(RootOfVersion1))
                return new(
                    RootOfVersion1, "memory.limit_in_bytes", "memory.usage_in_bytes", "memory.max_usage_in_bytes",
                    bytes);
            var control = Path.Combine(Root, "cgroup.subtree_control");
            return File.Exists(control) && File.ReadAllText(control).Contains("memory", StringComparison.Ordinal)
                ? new(Root, "memory.max", "memory.current", "memory.peak", bytes)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The command that becomes another one inside the group.</summary>
    public string[] Enter(params IEnumerable<string> command) =>
        ["sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", Path.Combine(_folder, "cgroup.procs"), .. command];

    /// <summary>Takes the group away; the kernel lets go of a process that has just ended a moment later.</summary>
    public void Dispose()
    {
        for (var end = Environment.TickCount64 + RemovalMilliseconds; !TryRemove(); Thread.Sleep(10))
        {
            if (Environment.TickCount64 > end)
                return; // somebody is in it still: it is empty and harmless afterwards
        }
    }

    private bool TryRemove()
    {
        try
        {
            if (Directory.Exists(_folder))
                Directory.Delete(_folder);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static double Read(string file)
    {
        try
        {
            return long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) / BytesPerMegabyte;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
