using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using static Sgx.Dcap.RejectionReason;
using static Sgx.Dcap.TcbStatus;

namespace Sgx.Dcap.Verification;

/// <summary>How well patched a platform is, once everything it says of itself is proven.</summary>
internal static class TcbEvaluation
{
    /// <summary>Of an enclave: the platform's level, and no better than the quoting enclave's.</summary>
    /// <exception cref="QuoteRejectedException">There is no level, or it is revoked.</exception>
    public static TcbAssessment OfEnclave(TcbInfo info, ProvenPlatform platform)
    {
        var level = info.Match(platform.Tcb);
        return new()
        {
            Overall = level.WorseOf(platform.QuotingEnclave).RequireNotRevoked(),
            Platform = level,
            QuotingEnclave = platform.QuotingEnclave,
        };
    }

    /// <summary>
    /// Of a TD: the same with the TDX module's level, for the TCB that it was launched on and for the present one.
    /// </summary>
    /// <exception cref="QuoteRejectedException">There is no level, or the launch's is revoked.</exception>
    public static TcbAssessment OfTd(TcbInfo info, ProvenPlatform platform, TdReportBody td)
    {
        var launch = Assess(info, platform, new TeeTcbSvn(td.TeeTcbSvn));
        if (!td.HasCurrentTcb)
            return launch with { Overall = launch.Overall.RequireNotRevoked() };

        var current = Assess(info, platform, new TeeTcbSvn(td.TeeTcbSvn2)).Overall;
        return launch with
        {
            Overall = Relaunched(launch.Overall, current.Status).RequireNotRevoked(),
            Launch = launch.Overall,
            Current = current,
        };
    }

    private static TcbAssessment Assess(TcbInfo info, ProvenPlatform platform, in TeeTcbSvn svn)
    {
        var level = info.Match(platform.Tcb, svn);
        var module = svn.HasModuleIdentity ? ModuleLevel(info, svn) : null;
        var withQe = level.WorseOf(platform.QuotingEnclave);
        return new()
        {
            Overall = module is null ? withQe : withQe.WorseOf(module),
            Platform = level,
            QuotingEnclave = platform.QuotingEnclave,
            TdxModule = module,
        };
    }

    private static IsvTcbLevel ModuleLevel(TcbInfo info, in TeeTcbSvn svn)
    {
        var module = info.RequireModule(svn.ModuleVersion);
        return module.Match(svn.ModuleIsvSvn) ?? throw new QuoteRejectedException(
            TcbNotSupported, $"the TDX module's ISVSVN {svn.ModuleIsvSvn} is below every level of {module.Id}");
    }

    // Starting the TD anew would mend it, if what is there now is better than what it was launched on.
    private static TcbLevel Relaunched(TcbLevel launch, TcbStatus current) => (launch.Status, current) switch
    {
        (OutOfDate, UpToDate or SWHardeningNeeded) => launch with { Status = TDRelaunchAdvised },
        (OutOfDate, ConfigurationNeeded or ConfigurationAndSWHardeningNeeded)
            or (OutOfDateConfigurationNeeded,
                UpToDate or SWHardeningNeeded or ConfigurationNeeded or ConfigurationAndSWHardeningNeeded) =>
            launch with { Status = TDRelaunchAdvisedConfigurationNeeded },
        _ => launch,
    };

    private static TcbLevel RequireNotRevoked(this TcbLevel level) => level.Status is not Revoked
        ? level
        : throw new QuoteRejectedException(
            TcbRevoked, "the TCB level of the platform, its quoting enclave or its TDX module is revoked");
}
