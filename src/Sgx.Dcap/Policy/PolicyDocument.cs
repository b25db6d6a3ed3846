using Sgx.Dcap.Collateral;
using Sgx.Quotes;

namespace Sgx.Dcap.Policy;

/// <summary>A policy as a JSON document: docs/policy.md. What it does not say stays as strict as it is.</summary>
internal static class PolicyDocument
{
    private const string Document = "policy";
    private const int ConfigIdSize = 64;
    private const int ShortIdSize = 16;

    /// <exception cref="SgxFormatException">Malformed, unknown members, or what cannot be honoured.</exception>
    public static EnclavePolicy Read(ReadOnlyMemory<byte> utf8, string source, EnclavePolicy before)
    {
        if (utf8.Length > EnclavePolicy.MaxDocument)
            throw new SgxFormatException(Document, $"at most {EnclavePolicy.MaxDocument} bytes", $"{utf8.Length}");
        var sources = new PolicySources(before, source);
        var section = new PolicySection(StrictJson.Read(utf8.Span, Document), "", sources);
        var policy = section.Members.Has(AppraisalPolicies.Member)
            ? AppraisalPolicies.Read(section, sources, before)
            : Read(section, before);
        section.RequireNothingElse();
        return policy with { Sources = sources.All };
    }

    private static EnclavePolicy Read(PolicySection root, EnclavePolicy before)
    {
        _ = root.HasPlain("version");
        _ = root.Members.Integer("version", 1, 1);
        if (root.HasPlain("description"))
            _ = root.Members.String("description");
        var policy = before with
        {
            Tee = root.Has("tee") ? ReadTee(root.Members) : before.Tee,
            AllowDebug = root.Flag("allowDebug") ?? before.AllowDebug,
            Platforms = root.Section(
                "platforms", before.Platforms, section => PlatformSection.Read(section, before.Platforms)),
        };
        policy = root.Section("enclave", policy, section => ReadEnclave(section, policy));
        policy = policy with { Td = root.Section("td", policy.Td, section => ReadTd(section, policy.Td)) };
        policy = root.Section("tcb", policy, section => TcbSection.Read(section, policy));
        return root.Section("collateral", policy, section => TcbSection.ReadCollateral(section, policy));
    }

    private static HashSet<TeeKind> ReadTee(JsonMembers root) =>
    [
        .. root.StringOrStrings("tee").Select(name => Enum.GetValues<TeeKind>()
            .Cast<TeeKind?>()
            .FirstOrDefault(kind => TeeKinds.Name(kind!.Value) == name) ?? throw root.Unexpected(
                "tee", string.Join(", ", Enum.GetValues<TeeKind>().Select(TeeKinds.Name)),
                $"'{name}'")),
    ];

    private static EnclavePolicy ReadEnclave(PolicySection section, EnclavePolicy before)
    {
        var enclave = before.Enclave;
        return before with
        {
            MrEnclave = section.Bytes("mrEnclave", Measurement.Size) ?? before.MrEnclave,
            MrSigner = section.Bytes("mrSigner", Measurement.Size) ?? before.MrSigner,
            IsvProdId = section.Number("isvProdId") ?? before.IsvProdId,
            MinimumIsvSvn = section.Number("minimumIsvSvn") ?? before.MinimumIsvSvn,
            Enclave = enclave with
            {
                Attributes = section.Bits("attributes", digits: 16) ?? enclave.Attributes,
                Xfrm = section.Bits("xfrm", digits: 16) ?? enclave.Xfrm,
                MiscSelect = section.Bits("miscSelect", digits: 8) ?? enclave.MiscSelect,
                ConfigId = section.Bytes("configId", ConfigIdSize) ?? enclave.ConfigId,
                MinimumConfigSvn = section.Number("minimumConfigSvn") ?? enclave.MinimumConfigSvn,
                IsvFamilyId = section.Bytes("isvFamilyId", ShortIdSize) ?? enclave.IsvFamilyId,
                IsvExtProdId = section.Bytes("isvExtProdId", ShortIdSize) ?? enclave.IsvExtProdId,
                AllowProvisionKey = section.Flag("allowProvisionKey") ?? enclave.AllowProvisionKey,
                AllowEInitTokenKey = section.Flag("allowEInitTokenKey") ?? enclave.AllowEInitTokenKey,
                AllowReserved = section.Flag("allowReserved") ?? enclave.AllowReserved,
            },
        };
    }

    private static TdRequirements ReadTd(PolicySection section, TdRequirements before)
    {
        OneOf? Measurement(string name) => section.Bytes(name, TdReportBody.MeasurementSize);
        return before with
        {
            MrTd = Measurement("mrTd") ?? before.MrTd,
            MrSeam = Measurement("mrSeam") ?? before.MrSeam,
            MrConfigId = Measurement("mrConfigId") ?? before.MrConfigId,
            MrOwner = Measurement("mrOwner") ?? before.MrOwner,
            MrOwnerConfig = Measurement("mrOwnerConfig") ?? before.MrOwnerConfig,
            MrServiceTd = Measurement("mrServiceTd") ?? before.MrServiceTd,
            Rtmr0 = Measurement("rtmr0") ?? before.Rtmr0,
            Rtmr1 = Measurement("rtmr1") ?? before.Rtmr1,
            Rtmr2 = Measurement("rtmr2") ?? before.Rtmr2,
            Rtmr3 = Measurement("rtmr3") ?? before.Rtmr3,
            Attributes = section.Bits("attributes", digits: 16) ?? before.Attributes,
            Xfam = section.Bits("xfam", digits: 16) ?? before.Xfam,
            AllowReservedAttributes = section.Flag("allowReservedAttributes") ?? before.AllowReservedAttributes,
            AllowSeptVe = section.Flag("allowSeptVe") ?? before.AllowSeptVe,
        };
    }
}
