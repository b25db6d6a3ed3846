namespace Sgx.Dcap.Collateral;

/// <summary>TEE_TCB_SVN of a TD: the security versions that were there when it was launched, or are now.</summary>
/// <param name="components">
/// 16 bytes: the TDX module's ISVSVN, its version, the SEAM patch's version, and 13 more.
/// </param>
internal readonly ref struct TeeTcbSvn(ReadOnlySpan<byte> components)
{
    // A module from version 1 on has levels of its own, and its two bytes no longer count among the platform's.
    private const int ModuleComponents = 2;

    public ReadOnlySpan<byte> Components { get; } = components;

    public byte ModuleIsvSvn => Components[0];
    public byte ModuleVersion => Components[1];

    /// <summary>Whether the module is judged by an identity of its own version.</summary>
    public bool HasModuleIdentity => ModuleVersion > 0;

    /// <summary>The first component that a platform level is compared by.</summary>
    public int FirstPlatformComponent => HasModuleIdentity ? ModuleComponents : 0;
}
