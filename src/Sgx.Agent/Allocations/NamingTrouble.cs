using Microsoft.Extensions.Logging;

namespace Sgx.Agent.Allocations;

/// <summary>
/// Tells why callers go without names: each reason at once or when it lasts, and then every ten minutes.
/// </summary>
/// <param name="grace">
/// How long may pass until a name is known: a kubelet that starts lists nobody, and a pod only once it is admitted.
/// </param>
/// <param name="log">Where it is told.</param>
internal sealed partial class NamingTrouble(TimeSpan grace, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly Dictionary<ListingUse, TimeSpan> _since = [], _told = [];

    /// <summary>Takes in how a look-up ended.</summary>
    /// <param name="use">What it was good for.</param>
    /// <param name="why">The reason, where it was not good for names.</param>
    /// <param name="isWanted">
    /// Whether a caller without a name waits for one: where nobody does, nothing is wrong.
    /// </param>
    /// <param name="now">By a clock that only goes forward.</param>
    public void Take(ListingUse use, string why, bool isWanted, TimeSpan now)
    {
        if (use is ListingUse.Names)
            _since.Clear();
        else if (isWanted || use is ListingUse.Silent or ListingUse.Withheld)
            TellInTime(use, why, now);
    }

    private void TellInTime(ListingUse use, string why, TimeSpan now)
    {
        _ = _since.TryAdd(use, now);
        var isLasting = use is ListingUse.Silent || now - _since[use] >= grace;
        if (!isLasting || (_told.TryGetValue(use, out var told) && now - told < Pause))
            return;
        _told[use] = now;
        Log.NotNamed(log, why);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "allocations are not named: {Why}")]
        public static partial void NotNamed(ILogger logger, string why);
    }
}
