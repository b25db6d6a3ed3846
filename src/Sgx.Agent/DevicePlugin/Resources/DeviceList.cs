using Sgx.Agent.Kubelet.DevicePlugin;

namespace Sgx.Agent.DevicePlugin.Resources;

/// <summary>A resource's units as the kubelet is told of them.</summary>
internal static class DeviceList
{
    /// <summary>What the kubelet's gRPC client takes of one message, bytes; nothing makes it take more.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const string Healthy = "Healthy", Unhealthy = "Unhealthy";

    // Any word but "Healthy" counts as unhealthy. This one is no longer, so that what fits when healthy fits always.
    private const string ShortUnhealthy = "Missing";

    /// <summary>How large the list of so many units is, bytes, when they are healthy.</summary>
    public static long SizeOf(string prefix, int count) => SizeOf(prefix, count, Healthy);

    /// <summary>Whether the kubelet would take a list of so many units.</summary>
    public static bool Fits(string prefix, long count) =>
        count <= DeviceIds.Count && SizeOf(prefix, (int)count) <= MaxBytes;

    /// <summary>The list; no topology, which would not fit and is of no use for enclave memory.</summary>
    public static ListAndWatchResponse Of(string prefix, int count, bool isHealthy)
    {
        var health = isHealthy ? Healthy : SizeOf(prefix, count, Unhealthy) <= MaxBytes ? Unhealthy : ShortUnhealthy;
        var list = new ListAndWatchResponse();
        list.Devices.Capacity = count;
        for (var unit = 0; unit < count; unit++)
            list.Devices.Add(new Device { ID = prefix + DeviceIds.Of(unit), Health = health });
        return list;
    }

    private static long SizeOf(string prefix, int count, string health) => Enumerable.Range(1, DeviceIds.MaxLength).Sum(
        length => DeviceIds.HowMany(count, length) * EntrySize(prefix.Length + length, health.Length));

    // An entry is a tag, its length, and two strings with a tag and a length each. All lengths are below 128: one byte.
    private static long EntrySize(int idLength, int healthLength) => 2 + (2 + idLength) + (2 + healthLength);
}
