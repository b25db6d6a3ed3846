using Sgx.Quotes;

namespace Sgx.Dcap;

/// <summary>What a quote says of a trust domain: a virtual machine of TDX.</summary>
/// <remarks>The fields of <see cref="TdReportBody"/>; measurements are SHA-384, 48 bytes.</remarks>
public sealed record TdClaims : QuoteClaims
{
    /// <summary>Which body the quote has: TDX 1.0 or 1.5.</summary>
    public required QuoteBodyType BodyType { get; init; }

    /// <summary>The TCB that the TD was launched on: 16 bytes.</summary>
    public required ReadOnlyMemory<byte> TeeTcbSvn { get; init; }

    /// <summary>The TDX module's measurement.</summary>
    public required ReadOnlyMemory<byte> MrSeam { get; init; }

    /// <summary>The TDX module's signer; zero for Intel.</summary>
    public required ReadOnlyMemory<byte> MrSignerSeam { get; init; }

    /// <summary>8 bytes, zero.</summary>
    public required ReadOnlyMemory<byte> SeamAttributes { get; init; }

    public required TdAttributes TdAttributes { get; init; }

    /// <summary>The extended features that the TD runs with.</summary>
    public required ulong Xfam { get; init; }

    /// <summary>What the TD was built of: the measurement of its initial memory.</summary>
    public required ReadOnlyMemory<byte> MrTd { get; init; }

    public required ReadOnlyMemory<byte> MrConfigId { get; init; }
    public required ReadOnlyMemory<byte> MrOwner { get; init; }
    public required ReadOnlyMemory<byte> MrOwnerConfig { get; init; }

    /// <summary>The four runtime measurements, which the TD itself extends.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Rtmrs { get; init; }

    /// <summary>The present TCB: 16 bytes; null in a body of TDX 1.0.</summary>
    public ReadOnlyMemory<byte>? TeeTcbSvn2 { get; init; }

    /// <summary>The service TDs bound to it; null in a body of TDX 1.0.</summary>
    public ReadOnlyMemory<byte>? MrServiceTd { get; init; }

    public override bool IsDebug => TdAttributes.HasFlag(TdAttributes.Debug);

    internal static TdClaims OfTd(Quote quote)
    {
        var td = quote.TdBody;
        return new()
        {
            Version = quote.Version,
            TeeType = quote.TeeType,
            BodyType = quote.BodyType,
            TeeTcbSvn = td.TeeTcbSvn.ToArray(),
            MrSeam = td.MrSeam.ToArray(),
            MrSignerSeam = td.MrSignerSeam.ToArray(),
            SeamAttributes = td.SeamAttributes.ToArray(),
            TdAttributes = td.TdAttributes,
            Xfam = td.Xfam,
            MrTd = td.MrTd.ToArray(),
            MrConfigId = td.MrConfigId.ToArray(),
            MrOwner = td.MrOwner.ToArray(),
            MrOwnerConfig = td.MrOwnerConfig.ToArray(),
            Rtmrs = [td.Rtmr(0).ToArray(), td.Rtmr(1).ToArray(), td.Rtmr(2).ToArray(), td.Rtmr(3).ToArray()],
            ReportData = td.ReportData.ToArray(),
            TeeTcbSvn2 = td.HasCurrentTcb ? td.TeeTcbSvn2.ToArray() : null,
            MrServiceTd = td.HasCurrentTcb ? td.MrServiceTd.ToArray() : null,
        };
    }
}
