namespace Sgx.Agent;

/// <summary>How the agent ends.</summary>
internal static class ExitCodes
{
    public const int Stopped = 0;
    public const int CannotServe = 1;
    public const int Usage = 2;
}
