namespace Sgx.Agent.Linux;

/// <summary>How many descriptors this process may open, and how many of them connections may take.</summary>
internal static class DescriptorLimit
{
    private const int OpenFiles = 7;   // RLIMIT_NOFILE

    // Runtime, platform, log, journal, probes, and what is open for a moment.
    private const int Reserve = 128;

    // The health port's connections, and as many waiting to be accepted by it.
    private const int OfHttp = 2 * Health.HealthServer.MaxConnections;

    // Connections that are kept for a small reply that is not read are half as many as all others.
    private const ulong OfUnread = 3;

    // A listening socket and a set for each container that has a socket of its own.
    private const int OfAllocations = 2 * 256;

    /// <summary>Raises the limit as far as the system allows, and tells how many connections fit.</summary>
    /// <returns>At least 16, whatever the limit.</returns>
    public static int ForConnections(bool hasHttp, bool hasAllocations)
    {
        var limit = Math.Min(Raise(), int.MaxValue);
        var reserve = (ulong)(Reserve + (hasHttp ? OfHttp : 0) + (hasAllocations ? OfAllocations : 0));
        var left = limit > reserve + (limit / 4) ? limit - reserve : limit / 4;
        return (int)Math.Max(left - (left / OfUnread), 16);
    }

    private static ulong Raise()
    {
        Span<ulong> limit = stackalloc ulong[2];
        if (Libc.GetResourceLimit(OpenFiles, limit) < 0)
            return 1024;
        limit[0] = limit[1];
        return Libc.SetResourceLimit(OpenFiles, limit) == 0 || Libc.GetResourceLimit(OpenFiles, limit) == 0
            ? limit[0]
            : 1024;
    }
}
