using System.Collections.Immutable;
using Sgx.Quotes;

namespace Sgx.Dcap.Policy;

/// <summary>What kind of thing a quote speaks for.</summary>
public enum TeeKind
{
    /// <summary>An SGX enclave.</summary>
    Sgx,

    /// <summary>A trust domain of TDX 1.0: its body tells no current TCB, and its module is of version 0.</summary>
    Tdx10,

    /// <summary>Any other trust domain.</summary>
    Tdx15,
}

/// <summary>The kinds, as policies write them.</summary>
internal static class TeeKinds
{
    public static readonly ImmutableHashSet<TeeKind> All = [TeeKind.Sgx, TeeKind.Tdx10, TeeKind.Tdx15];
    public static readonly ImmutableHashSet<TeeKind> Enclaves = [TeeKind.Sgx];
    public static readonly ImmutableHashSet<TeeKind> Tds = [TeeKind.Tdx10, TeeKind.Tdx15];

    public static TeeKind Of(QuoteClaims claims) => claims switch
    {
        TdClaims td when td.BodyType is QuoteBodyType.Td10 && td.TeeTcbSvn.Span[1] == 0 => TeeKind.Tdx10,
        TdClaims => TeeKind.Tdx15,
        _ => TeeKind.Sgx,
    };

    public static string Name(TeeKind kind) => kind switch
    {
        TeeKind.Sgx => "sgx",
        TeeKind.Tdx10 => "tdx1.0",
        _ => "tdx1.5",
    };

    public static string Names(IEnumerable<TeeKind> kinds) => string.Join(" or ", kinds.Order().Select(Name));
}
