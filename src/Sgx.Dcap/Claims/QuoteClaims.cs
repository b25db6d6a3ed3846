using Sgx.Quotes;

namespace Sgx.Dcap;

/// <summary>What a quote says of an enclave or a TD, copied out of the bytes that its signature covers.</summary>
public abstract record QuoteClaims
{
    private protected QuoteClaims()
    {
    }

    /// <summary>The quote's version: 3, 4 or 5.</summary>
    public required ushort Version { get; init; }

    public required TeeType TeeType { get; init; }

    /// <summary>64 bytes of the enclave's or the trust domain's own choosing.</summary>
    public required ReadOnlyMemory<byte> ReportData { get; init; }

    /// <summary>Whether a debugger can look inside: then it keeps no secret.</summary>
    public abstract bool IsDebug { get; }

    internal static QuoteClaims Of(Quote quote) => quote.IsTd ? TdClaims.OfTd(quote) : EnclaveClaims.OfEnclave(quote);
}
