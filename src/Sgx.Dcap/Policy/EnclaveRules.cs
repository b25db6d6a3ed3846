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
            book.AddOf<EnclaveClaims>(
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
        book.AddOf<EnclaveClaims>(
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
        book.AddBits<EnclaveClaims>(
            "enclave.attributes", "attributes", enclave.Attributes, claims => (ulong)claims.Attributes);
        book.AddBits<EnclaveClaims>("enclave.xfrm", "xfrm", enclave.Xfrm, claims => claims.Xfrm);
        book.AddBits<EnclaveClaims>(
            "enclave.miscSelect", "miscSelect", enclave.MiscSelect, claims => claims.MiscSelect);
    }

    private static void AddBytes(
        RuleBook book, string name, OneOf? wanted, Func<EnclaveClaims, ReadOnlyMemory<byte>> claim)
    {
        if (wanted is not null)
            book.AddOf<EnclaveClaims>(
                $"enclave.{name}", name, $"{wanted}", isDefault: false,
                claims => wanted.Contains(claim(claims).Span) ? null : Hex(claim(claims)));
    }

    private static void AddLeast(
        RuleBook book, string name, string field, ushort? least, Func<EnclaveClaims, ushort> claim)
    {
        if (least is { } minimum)
            book.AddOf<EnclaveClaims>(
                $"enclave.{name}", field, $">= {minimum}", isDefault: false,
                claims => claim(claims) >= minimum ? null : $"{claim(claims)}");
    }

    private static void AddUnless(RuleBook book, bool allowed, string name, string field, EnclaveAttributes flag) =>
        book.AddOf<EnclaveClaims>(
            $"enclave.{name}", field, NoUnless(allowed), isDefault: !allowed,
            claims => allowed || !claims.Attributes.HasFlag(flag) ? null : "yes");

    private static void AddReserved(RuleBook book, bool allowed)
    {
        book.AddNoBits<EnclaveClaims>(
            "enclave.allowReserved", "reservedAttributes", allowed, claims => (ulong)(claims.Attributes & ~Known));
        book.AddOf<EnclaveClaims>(
            "enclave.allowReserved", "reservedBytes", allowed ? "any" : "zero", isDefault: !allowed,
            claims => allowed || !claims.HasReservedBytes ? null : "not zero");
    }
}
