namespace Sgx.Agent.Platforms;

/// <summary>What makes the quotes. There is no default: a simulated platform is never a fallback.</summary>
internal enum PlatformKind
{
    /// <summary>A machine and an Intel in software; its quotes prove nothing.</summary>
    Simulated,
}
