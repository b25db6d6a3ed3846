namespace Sgx.NodeStatus;

/// <summary>The Node's extended resources, as far as their numbers are known.</summary>
internal sealed class ExtendedResources(NodeObject node, NodeStatusOptions options)
{
    private string? _told;
    private bool _isTaken;

    private IEnumerable<string> OfEpc =>
        options.Capacity.Where(resource => resource.Value.AreOfEpc).Select(resource => resource.Key);

    /// <summary>
    /// Gives the Node each resource whose number is known now. Where the kernel tells of no EPC, those of EPC are taken
    /// away: a number from before would be wrong, and pods that ask for EPC would be sent to where there is none.
    /// </summary>
    public async Task Give(TextWriter log, CancellationToken cancellation)
    {
        var epcBytes = OfEpc.Any() ? await EpcOrTell(log) : 0;
        var known = options.Capacity
            .Select(resource => (resource.Key, Count: resource.Value.Count(epcBytes)))
            .Where(resource => resource.Count is not null)
            .ToDictionary(resource => resource.Key, resource => resource.Count!.Value);
        await node.GiveCapacity(known, cancellation);
        if (epcBytes == 0 && !_isTaken)
            await node.TakeCapacity(OfEpc, cancellation);
        _isTaken = epcBytes == 0;
    }

    // Zero where there is none. A driver may be loaded later, so nothing ends by this.
    private async Task<long> EpcOrTell(TextWriter log)
    {
        var (bytes, trouble) = Epc();
        if (trouble is not null && trouble != _told)
        {
            await log.WriteLineAsync(
                $"sgx-node-status: node {options.Node}: warning: {trouble}, so the node is not given "
                + $"{string.Join(", ", OfEpc)}: switch SGX on in the firmware, run Linux 5.17 or later, "
                + "or give the size (--epc); looked for again every minute");
        }

        _told = trouble;
        return bytes;
    }

    private (long Bytes, string? Trouble) Epc()
    {
        if (options.Epc.Bytes is { } told)
            return (told, null);
        try
        {
            return KernelEpc.Read(options.SysRoot) is > 0 and var bytes
                ? (bytes, null)
                : (0, $"the kernel tells of no EPC below {options.SysRoot}");
        }
        catch (Exception e) when (e is SgxFormatException or IOException or UnauthorizedAccessException)
        {
            return (0, $"the kernel's EPC cannot be read: {e.Message}");
        }
    }
}
