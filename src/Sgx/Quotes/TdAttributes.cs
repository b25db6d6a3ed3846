namespace Sgx.Quotes;

/// <summary>TDATTRIBUTES of a trust domain, all 64 bits.</summary>
/// <remarks>Intel TDX Module Base Architecture Specification, ATTRIBUTES.</remarks>
[Flags]
public enum TdAttributes : ulong
{
    None = 0,

    /// <summary>The host may read and write the TD: it keeps no secret.</summary>
    Debug = 1UL << 0,

    /// <summary>A page that the host took away ends the TD instead of raising an exception in it.</summary>
    SeptVeDisable = 1UL << 28,

    /// <summary>Supervisor protection keys.</summary>
    Pks = 1UL << 30,

    /// <summary>Key Locker.</summary>
    KeyLocker = 1UL << 31,

    /// <summary>Performance monitoring.</summary>
    PerfMon = 1UL << 63,
}
