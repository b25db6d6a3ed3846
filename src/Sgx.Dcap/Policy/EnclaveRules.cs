using static Sgx.Dcap.Policy.RuleBook;

namespace Sgx.Dcap.Policy;

/// <summary>The rules about an enclave.</summary>
internal static class EnclaveRules
{
    private const EnclaveAttributes Known =
        EnclaveAttributes.Init | EnclaveAttributes.Debug | EnclaveAttributes.Mode64Bit | EnclaveAttributes.ProvisionKey
        | EnclaveAttributes.EInitTokenKey | EnclaveAttributes.Cet | EnclaveAttributes.Kss | EnclaveAttributes.AexNotify;

    /// <summary>Which enclave it is.</summary>
    public static void AddIdentityTo(RuleBook book, EnclavePolicy policy)
    {
        var enclave = policy.Enclave;
        AddBytes(book, "mrEnclave", policy.MrEnclave, claims => claims.MrEnclave.ToBytes());
        AddBytes(book, "mrSigner", policy.MrSigner, claims => claims.MrSigner.ToBytes());
        if (policy.IsvProdId is { } product)
            book.AddEnclave(
                "enclave.isvProdId", "isvProdId", $"{product}", isDefault: false,
                claims => claims.IsvProdId == product ? null : $"{claims.IsvProdId}");
        AddLeast(book, "minimumIsvSvn", "isvSvn", policy.MinimumIsvSvn, claims => claims.IsvSvn);
        AddBytes(book, "configId", enclave.ConfigId, claims => claims.ConfigId);
        AddLeast(book, "minimumConfigSvn", "configSvn", enclave.MinimumConfigSvn, claims => claims.ConfigSvn);
        AddBytes(book, "isvFamilyId", enclave.IsvFamilyId, claims => claims.IsvFamilyId);
        AddBytes(book, "isvExtProdId", enclave.IsvExtProdId, claims => claims.IsvExtProdId);
    }

    /// <summary>That it is one that runs.</summary>
    public static void AddInitTo(RuleBook book) =>
        book.AddEnclave(
            "enclave.init", "init", "yes", isDefault: true,
            claims => claims.Attributes.HasFlag(EnclaveAttributes.Init) ? null : "no");

    /// <summary>In which state it is.</summary>
    public static void AddStateTo(RuleBook book, EnclaveRequirements enclave)
    {
        AddUnless(
            book, enclave.AllowProvisionKey, "allowProvisionKey", "provisionKey", EnclaveAttributes.ProvisionKey);
        AddUnless(
            book, enclave.AllowEInitTokenKey, "allowEInitTokenKey", "eInitTokenKey", EnclaveAttributes.EInitTokenKey);
        AddReserved(book, enclave.AllowReserved);
        AddBits(book, "attributes", enclave.Attributes, claims => (ulong)claims.Attributes);
        AddBits(book, "xfrm", enclave.Xfrm, claims => claims.Xfrm);
        AddBits(book, "miscSelect", enclave.MiscSelect, claims => claims.MiscSelect);
    }

    private static void AddBytes(
        RuleBook book, string name, OneOf? wanted, Func<EnclaveClaims, ReadOnlyMemory<byte>> claim)
    {
        if (wanted is not null)
            book.AddEnclave(
                $"enclave.{name}", name, $"{wanted}", isDefault: false,
                claims => wanted.Contains(claim(claims).Span) ? null : Hex(claim(claims)));
    }

    private static void AddLeast(
        RuleBook book, string name, string field, ushort? least, Func<EnclaveClaims, ushort> claim)
    {
        if (least is { } minimum)
            book.AddEnclave(
                $"enclave.{name}", field, $">= {minimum}", isDefault: false,
                claims => claim(claims) >= minimum ? null : $"{claim(claims)}");
    }

    private static void AddBits(RuleBook book, string name, MaskedBits? wanted, Func<EnclaveClaims, ulong> claim)
    {
        if (wanted is not null)
            book.AddEnclave(
                $"enclave.{name}", name, $"{wanted}", isDefault: false,
                claims => wanted.Matches(claim(claims)) ? null : $"{claim(claims):x16}");
    }

    private static void AddUnless(RuleBook book, bool allowed, string name, string field, EnclaveAttributes flag) =>
        book.AddEnclave(
            $"enclave.{name}", field, NoUnless(allowed), isDefault: !allowed,
            claims => allowed || !claims.Attributes.HasFlag(flag) ? null : "yes");

    private static void AddReserved(RuleBook book, bool allowed)
    {
        book.AddEnclave(
            "enclave.allowReserved", "reservedAttributes", allowed ? "any" : $"{0:x16}", isDefault: !allowed,
            claims => allowed || (claims.Attributes & ~Known) is 0
                ? null
                : $"{(ulong)(claims.Attributes & ~Known):x16}");
        book.AddEnclave(
            "enclave.allowReserved", "reservedBytes", allowed ? "any" : "zero", isDefault: !allowed,
            claims => allowed || !claims.HasReservedBytes ? null : "not zero");
    }
}
