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
                book.AddTd(
                    $"td.{name}", name, $"{wanted}", isDefault: false,
                    claims => claim(claims) is { } found && wanted.Contains(found.Span) ? null : Hex(claim(claims)));
        }
    }

    /// <summary>In which state it is.</summary>
    public static void AddStateTo(RuleBook book, TdRequirements td)
    {
        AddReserved(book, td.AllowReservedAttributes);
        book.AddTd(
            "td.allowSeptVe", "septVeDisable", td.AllowSeptVe ? "yes or no" : "yes", isDefault: !td.AllowSeptVe,
            claims => td.AllowSeptVe || claims.TdAttributes.HasFlag(TdAttributes.SeptVeDisable) ? null : "no");
        AddZero(book, "seamAttributes", claims => claims.SeamAttributes);
        AddZero(book, "mrSignerSeam", claims => claims.MrSignerSeam);
        AddBits(book, "attributes", "tdAttributes", td.Attributes, claims => (ulong)claims.TdAttributes);
        AddBits(book, "xfam", "xfam", td.Xfam, claims => claims.Xfam);
    }

    private static void AddReserved(RuleBook book, bool allowed) =>
        book.AddTd(
            "td.allowReservedAttributes", "reservedAttributes", allowed ? "any" : $"{0:x16}", isDefault: !allowed,
            claims => allowed || (claims.TdAttributes & Untrusted) is 0
                ? null
                : $"{(ulong)(claims.TdAttributes & Untrusted):x16}");

    private static void AddZero(RuleBook book, string name, Func<TdClaims, ReadOnlyMemory<byte>> claim) =>
        book.AddTd(
            $"td.{name}", name, "zero", isDefault: true,
            claims => claim(claims).Span.ContainsAnyExcept((byte)0) ? Hex(claim(claims)) : null);

    private static void AddBits(
        RuleBook book, string name, string field, MaskedBits? wanted, Func<TdClaims, ulong> claim)
    {
        if (wanted is not null)
            book.AddTd(
                $"td.{name}", field, $"{wanted}", isDefault: false,
                claims => wanted.Matches(claim(claims)) ? null : $"{claim(claims):x16}");
    }
}
