namespace Sgx.Agent;

/// <summary>How the agent ends.</summary>
/// <remarks><c>docs/options.md</c> lists them.</remarks>
internal static class ExitCodes
{
    /// <summary>Told to stop, also before it served.</summary>
    public const int Stopped = 0;

    /// <summary>It could not begin to serve; stderr says why.</summary>
    public const int CannotServe = 1;

    /// <summary>The settings make no sense.</summary>
    public const int Usage = 2;

    /// <summary>A part that it cannot do without failed while it served; it is to be started again.</summary>
    public const int Failed = 3;
}
