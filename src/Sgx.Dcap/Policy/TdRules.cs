using Sgx.Quotes;
using static Sgx.Dcap.Policy.RuleBook;

namespace Sgx.Dcap.Policy;

/// <summary>The rules about a trust domain.</summary>
internal static class TdRules
{
    // TDATTRIBUTES.TUD less DEBUG: bits of the group that makes a TD untrusted.
    private const TdAttributes Untrusted = (TdAttributes)0xfe;

    /// <summary>Which TD it is.</summary>
    public static void AddIdentityTo(RuleBook book, TdRequirements td)
    {
        foreach (var (name, wanted, claim) in td.Measurements)
        {
            if (wanted is not null)
                book.AddOf<TdClaims>(
                    $"td.{name}", name, $"{wanted}", isDefault: false,
                    claims => claim(claims) is { } found && wanted.Contains(found.Span) ? null : Hex(claim(claims)));
        }
    }

    /// <summary>In which state it is.</summary>
    public static void AddStateTo(RuleBook book, TdRequirements td)
    {
        book.AddNoBits<TdClaims>(
            "td.allowReservedAttributes", "reservedAttributes", td.AllowReservedAttributes,
            claims => (ulong)(claims.TdAttributes & Untrusted));
        book.AddOf<TdClaims>(
            "td.allowSeptVe", "septVeDisable", td.AllowSeptVe ? "yes or no" : "yes", isDefault: !td.AllowSeptVe,
            claims => td.AllowSeptVe || claims.TdAttributes.HasFlag(TdAttributes.SeptVeDisable) ? null : "no");
        AddZero(book, "seamAttributes", claims => claims.SeamAttributes);
        AddZero(book, "mrSignerSeam", claims => claims.MrSignerSeam);
        book.AddBits<TdClaims>("td.attributes", "tdAttributes", td.Attributes, claims => (ulong)claims.TdAttributes);
        book.AddBits<TdClaims>("td.xfam", "xfam", td.Xfam, claims => claims.Xfam);
    }

    private static void AddZero(RuleBook book, string name, Func<TdClaims, ReadOnlyMemory<byte>> claim) =>
        book.AddOf<TdClaims>(
            $"td.{name}", name, "zero", isDefault: true,
            claims => claim(claims).Span.ContainsAnyExcept((byte)0) ? Hex(claim(claims)) : null);
}
