namespace Sgx.Aesm;

/// <summary>
/// How this application gets its quotes: from the node's service, or by a platform in its own process.
/// </summary>
/// <remarks>
/// The variable SGX_AESM_ADDR decides, by existing: its value is not an address and is not looked at. As in Intel's
/// libsgx_dcap_ql it is read once, so that no application uses both ways.
/// </remarks>
public static class QuotingMode
{
    /// <summary>The variable that opts in to the node's service.</summary>
    public const string Variable = "SGX_AESM_ADDR";

    /// <summary>Whether this process opted in.</summary>
    public static bool IsOutOfProcess { get; } = Environment.GetEnvironmentVariable(Variable) is not null;

    /// <summary>The platform of the way chosen; the other one is never made.</summary>
    public static IQuotingPlatform Choose(Func<IQuotingPlatform> outOfProcess, Func<IQuotingPlatform> inProcess) =>
        IsOutOfProcess ? outOfProcess() : inProcess();
}
