using Sgx.Quotes;

namespace Sgx.Simulation;

/// <summary>Who a trust domain is, as the TDX module knows it.</summary>
/// <remarks>TDINFO_STRUCT. A simulated module believes whatever stands here.</remarks>
public sealed record TdIdentity
{
    /// <summary>What the TD was built from: 48 bytes.</summary>
    public required ReadOnlyMemory<byte> MrTd { get; init => field = Sized(48, value, nameof(MrTd)); }

    /// <value>As Linux sets it: SEPT_VE_DISABLE.</value>
    public TdAttributes Attributes { get; init; } = TdAttributes.SeptVeDisable;

    /// <value>0x600e7: x87, SSE, AVX, AVX-512, PKRU and AMX.</value>
    public ulong Xfam { get; init; } = 0x600e7;

    /// <summary>48 bytes.</summary>
    public ReadOnlyMemory<byte> MrConfigId
    {
        get;
        init => field = Sized(48, value, nameof(MrConfigId));
    } = new byte[48];

    /// <summary>48 bytes.</summary>
    public ReadOnlyMemory<byte> MrOwner { get; init => field = Sized(48, value, nameof(MrOwner)); } = new byte[48];

    /// <summary>48 bytes.</summary>
    public ReadOnlyMemory<byte> MrOwnerConfig
    {
        get;
        init => field = Sized(48, value, nameof(MrOwnerConfig));
    } = new byte[48];

    /// <summary>RTMR0 to RTMR3, one behind the other: 192 bytes.</summary>
    public ReadOnlyMemory<byte> Rtmrs
    {
        get;
        init => field = Sized(TdReport.Layout.Rtmrs.Length, value, nameof(Rtmrs));
    } = new byte[TdReport.Layout.Rtmrs.Length];

    /// <summary>The service TD that is bound to it, 48 bytes; zeros without one.</summary>
    public ReadOnlyMemory<byte> MrServiceTd
    {
        get;
        init => field = Sized(48, value, nameof(MrServiceTd));
    } = new byte[48];

    /// <summary>The TCB when the TD was launched; null when it was the one of now.</summary>
    public TdxTcb? LaunchTcb { get; init; }

    private static ReadOnlyMemory<byte> Sized(int size, ReadOnlyMemory<byte> value, string field)
    {
        _ = SgxFormatException.ThrowUnlessSize(value.Span, size, $"{nameof(TdIdentity)}.{field}");
        return value;
    }
}
