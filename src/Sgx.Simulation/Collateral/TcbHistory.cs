using Sgx.Dcap;
using Sgx.Quotes;

namespace Sgx.Simulation.Collateral;

/// <summary>One level of a TCB info; TDX has one in documents of TDX alone.</summary>
internal sealed record TcbLevel(PlatformTcb Tcb, TdxTcb? Tdx, Standing Standing);

/// <summary>What Intel has published on one kind of platform: an invented past, its level, maybe a newer one.</summary>
internal static class TcbHistory
{
    private const int HardeningAdvisory = 11;
    private const int ConfigurationAdvisory = 12;

    private static readonly DateOnly NewerDate = new(2018, 5, 16);
    private static readonly DateOnly OwnDate = new(2018, 3, 14);
    private static readonly DateOnly OlderDate = new(2017, 11, 15);
    private static readonly DateOnly OldDate = new(2017, 5, 10);
    private static readonly DateOnly FirstDate = new(2016, 8, 17);

    /// <summary>The levels around a platform's TCB, the highest first, no TCB twice.</summary>
    public static IReadOnlyList<TcbLevel> Around(SimulatedPlatformOptions platform, CollateralOptions options)
    {
        var tcb = platform.Tcb;
        TdxTcb? tdx = options.Tee is TeeType.Tdx ? platform.Tdx : null;
        var outdated = options.Fault.HasFlag(CollateralFault.OutdatedTcb);
        var status = outdated ? Outdated(options.PlatformStatus) : options.PlatformStatus;
        IEnumerable<TcbLevel> newer = outdated ? [new(tcb.Newer(), tdx, Standing.Good(NewerDate))] : [];
        TcbLevel[] known =
        [
            new(tcb, tdx, OwnStanding(status)),
            new(tcb, tdx?.Older(1), Standing.OutOfDate(OlderDate, advisories: 1)),   // TDs launched before an update
            new(tcb.Older(1), tdx?.Older(1), Standing.OutOfDate(OlderDate, advisories: 1)),
            new(tcb.Older(2), tdx?.Older(2), Standing.OutOfDate(OldDate, advisories: 2)),
            new(PlatformTcb.Lowest, tdx is null ? null : default(TdxTcb), Standing.OutOfDate(FirstDate, advisories: 3)),
        ];
        return [.. newer.Concat(known).DistinctBy(level => (level.Tcb, level.Tdx))];
    }

    private static TcbStatus Outdated(TcbStatus status) => status switch
    {
        TcbStatus.UpToDate or TcbStatus.SWHardeningNeeded => TcbStatus.OutOfDate,
        TcbStatus.ConfigurationNeeded or TcbStatus.ConfigurationAndSWHardeningNeeded =>
            TcbStatus.OutOfDateConfigurationNeeded,
        _ => status,
    };

    private static Standing OwnStanding(TcbStatus status) => new(status, OwnDate, status switch
    {
        TcbStatus.UpToDate => [],
        TcbStatus.SWHardeningNeeded => [Standing.Advisory(HardeningAdvisory)],
        TcbStatus.ConfigurationNeeded => [Standing.Advisory(ConfigurationAdvisory)],
        TcbStatus.ConfigurationAndSWHardeningNeeded =>
            [Standing.Advisory(HardeningAdvisory), Standing.Advisory(ConfigurationAdvisory)],
        _ => [Standing.Advisory(1)],
    });
}
