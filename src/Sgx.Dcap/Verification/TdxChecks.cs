using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Verification;

/// <summary>What must hold of a trust domain beside what must hold of any quote.</summary>
internal static class TdxChecks
{
    /// <summary>The TDX module that the TD runs under is one of those that Intel describes.</summary>
    /// <exception cref="QuoteRejectedException">It is another, or its version has no identity.</exception>
    public static void RequireModuleOf(this TcbInfo info, TdReportBody td)
    {
        var svn = new TeeTcbSvn(td.TeeTcbSvn);
        var module = svn.HasModuleIdentity ? info.RequireModule(svn.ModuleVersion) : info.TdxModule!;
        if (!module.Is(td.MrSignerSeam, td.SeamAttributes))
            throw new QuoteRejectedException(
                TdxModuleMismatch, "MRSIGNERSEAM or SEAMATTRIBUTES are not those of the module that Intel describes");
    }
}
