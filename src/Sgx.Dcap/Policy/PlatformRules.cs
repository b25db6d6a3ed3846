namespace Sgx.Dcap.Policy;

/// <summary>The rules about the machine, by its verified PCK certificate.</summary>
internal static class PlatformRules
{
    public static void AddTo(RuleBook book, PlatformRequirements platforms)
    {
        AddLists(book, platforms);
        if (platforms.SgxTypes is { } types)
            book.Add(
                "platforms.sgxTypes", "sgxType", string.Join(" or ", types.Order()), isDefault: false,
                verified => types.Contains(verified.Supplemental.SgxType) ? null : $"{verified.Supplemental.SgxType}");
        AddFlag(book, "allowDynamic", "dynamicPlatform", platforms.AllowDynamic, platform => platform.DynamicPlatform);
        AddFlag(book, "allowCachedKeys", "cachedKeys", platforms.AllowCachedKeys, platform => platform.CachedKeys);
        AddSmt(book, platforms.AllowSmt);
    }

    private static void AddLists(RuleBook book, PlatformRequirements platforms)
    {
        if (platforms.Allowed is { } allowed)
            book.Add(
                "platforms.allowed", "platform", $"one of the {allowed.Count} allowed", isDefault: false,
                verified => allowed.Any(known => known.Is(verified.Supplemental)) ? null : Describe(verified));
        if (platforms.Denied is { Count: > 0 } denied)
            book.Add(
                "platforms.denied", "platform", $"none of the {denied.Count} denied", isDefault: false,
                verified => denied.Any(known => known.Resembles(verified.Supplemental)) ? Describe(verified) : null);
    }

    private static void AddFlag(
        RuleBook book, string name, string field, bool allowed, Func<SupplementalData, bool?> flag)
    {
        if (!allowed)
            book.Add(
                $"platforms.{name}", field, "no", isDefault: false,
                verified => flag(verified.Supplemental) is true ? "yes" : null);
    }

    private static void AddSmt(RuleBook book, bool allowed)
    {
        if (!allowed)
            book.Add(
                "platforms.allowSmt", "smtEnabled", "no", isDefault: false,
                verified => verified.Supplemental.SmtEnabled switch
                {
                    true => "yes",
                    false => null,
                    null => "unknown",
                });
    }

    // Without PPID and platform instance id, which tell this machine from all others and are not for logs.
    private static string Describe(QuoteVerdict.Verified verified) => $"FMSPC {verified.Fmspc}";
}
