namespace Sgx.NodeStatus;

/// <summary>How the program ends.</summary>
internal static class ExitCodes
{
    public const int Stopped = 0;
    public const int NoCluster = 1;
    public const int Usage = 2;
}
