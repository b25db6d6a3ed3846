using Sgx.Quotes;

namespace Sgx.Dcap;

/// <summary>What a quote says of an enclave, copied out of the bytes that its signature covers.</summary>
public sealed record EnclaveClaims
{
    /// <summary>The quote's version.</summary>
    public required ushort Version { get; init; }

    public required TeeType TeeType { get; init; }
    public required Measurement MrEnclave { get; init; }
    public required Measurement MrSigner { get; init; }
    public required ushort IsvProdId { get; init; }
    public required ushort IsvSvn { get; init; }
    public required EnclaveAttributes Attributes { get; init; }

    /// <summary>The extended features (XCR0) that the enclave runs with.</summary>
    public required ulong Xfrm { get; init; }

    public required uint MiscSelect { get; init; }

    /// <summary>64 bytes of the enclave's own choosing.</summary>
    public required ReadOnlyMemory<byte> ReportData { get; init; }

    /// <summary>Whether a debugger can look inside: such an enclave keeps no secret.</summary>
    public bool IsDebug => Attributes.HasFlag(EnclaveAttributes.Debug);

    internal static EnclaveClaims Of(Quote quote) => new()
    {
        Version = quote.Header.Version,
        TeeType = quote.Header.TeeType,
        MrEnclave = quote.Body.MrEnclave,
        MrSigner = quote.Body.MrSigner,
        IsvProdId = quote.Body.IsvProdId,
        IsvSvn = quote.Body.IsvSvn,
        Attributes = quote.Body.Attributes,
        Xfrm = quote.Body.Xfrm,
        MiscSelect = quote.Body.MiscSelect,
        ReportData = quote.Body.ReportData.ToArray(),
    };
}
