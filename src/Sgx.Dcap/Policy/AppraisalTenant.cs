using Sgx.Quotes;

namespace Sgx.Dcap.Policy;

/// <summary>An enclave's or a trust domain's policy in Intel's vocabulary.</summary>
/// <remarks>
/// Numbers are hexadecimal digits with the highest first, 16 of XFRM before 16 of FLAGS; measurements and ids stand as
/// in the quote. A mask that is left out is all ones.
/// </remarks>
internal static class AppraisalTenant
{
    public static EnclavePolicy ReadEnclave(PolicySection section, EnclavePolicy before)
    {
        var (xfrm, flags) = ReadAttributes(section);
        var enclave = before.Enclave;
        return before with
        {
            MrEnclave = section.Bytes("sgx_mrenclave", Measurement.Size, "enclave.mrEnclave") ?? before.MrEnclave,
            MrSigner = section.Bytes("sgx_mrsigner", Measurement.Size, "enclave.mrSigner") ?? before.MrSigner,
            IsvProdId = section.Number("sgx_isvprodid", "enclave.isvProdId") ?? before.IsvProdId,
            MinimumIsvSvn = section.Number("sgx_isvsvn_min", "enclave.minimumIsvSvn") ?? before.MinimumIsvSvn,
            Enclave = enclave with
            {
                Xfrm = xfrm ?? enclave.Xfrm,
                Attributes = flags ?? enclave.Attributes,
                MiscSelect = Bits(section, "sgx_miscselect", digits: 8, "enclave.miscSelect") ?? enclave.MiscSelect,
                ConfigId = section.Bytes("sgx_configid", 64, "enclave.configId") ?? enclave.ConfigId,
                MinimumConfigSvn =
                    section.Number("sgx_configsvn_min", "enclave.minimumConfigSvn") ?? enclave.MinimumConfigSvn,
                IsvFamilyId = section.Bytes("sgx_isvfamilyid", 16, "enclave.isvFamilyId") ?? enclave.IsvFamilyId,
                IsvExtProdId = section.Bytes("sgx_isvextprodid", 16, "enclave.isvExtProdId") ?? enclave.IsvExtProdId,
            },
        };
    }

    public static EnclavePolicy ReadTd(PolicySection section, EnclavePolicy before)
    {
        OneOf? Measurement(string name, string rule) => section.Bytes(name, TdReportBody.MeasurementSize, $"td.{rule}");
        var td = before.Td;
        return before with
        {
            Td = td with
            {
                MrTd = Measurement("tdx_mrtd", "mrTd") ?? td.MrTd,
                MrConfigId = Measurement("tdx_mrconfigid", "mrConfigId") ?? td.MrConfigId,
                MrOwner = Measurement("tdx_mrowner", "mrOwner") ?? td.MrOwner,
                MrOwnerConfig = Measurement("tdx_mrownerconfig", "mrOwnerConfig") ?? td.MrOwnerConfig,
                MrServiceTd = Measurement("tdx_mrservicetd", "mrServiceTd") ?? td.MrServiceTd,
                Rtmr0 = Measurement("tdx_rtmr0", "rtmr0") ?? td.Rtmr0,
                Rtmr1 = Measurement("tdx_rtmr1", "rtmr1") ?? td.Rtmr1,
                Rtmr2 = Measurement("tdx_rtmr2", "rtmr2") ?? td.Rtmr2,
                Rtmr3 = Measurement("tdx_rtmr3", "rtmr3") ?? td.Rtmr3,
                Attributes = Bits(section, "tdx_attributes", digits: 16, "td.attributes") ?? td.Attributes,
                Xfam = Bits(section, "tdx_xfam", digits: 16, "td.xfam") ?? td.Xfam,
            },
        };
    }

    // Bits of the value outside the mask do not matter.
    private static MaskedBits? Bits(PolicySection section, string name, int digits, string rule)
    {
        if (!HasBits(section, name, rule))
            return null;
        var value = section.RequireBits(name, digits);
        var mask = section.HasPlain($"{name}_mask")
            ? section.RequireBits($"{name}_mask", digits)
            : ulong.MaxValue >> (64 - (4 * digits));
        return new(value & mask, mask);
    }

    private static (MaskedBits? Xfrm, MaskedBits? Flags) ReadAttributes(PolicySection section)
    {
        const string name = "sgx_attributes";
        if (!HasBits(section, name, "enclave.attributes"))
            return (null, null);
        _ = section.Has(name, "enclave.xfrm");
        var value = section.Members.Hex(name, size: 16);
        var mask = section.HasPlain($"{name}_mask")
            ? section.Members.Hex($"{name}_mask", size: 16)
            : [.. Enumerable.Repeat(byte.MaxValue, 16)];
        return (Half(value, mask, 0), Half(value, mask, 8));
    }

    private static bool HasBits(PolicySection section, string name, string rule)
    {
        if (section.Has(name, rule))
            return true;
        if (section.HasPlain($"{name}_mask"))
            throw section.Members.Unexpected($"{name}_mask", $"{name} beside", "none");
        return false;
    }

    private static MaskedBits Half(byte[] value, byte[] mask, int offset)
    {
        var (wanted, bits) = (BigEndian(value, offset), BigEndian(mask, offset));
        return new(wanted & bits, bits);
    }

    private static ulong BigEndian(byte[] bytes, int offset) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(offset));
}
