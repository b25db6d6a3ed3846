namespace Sgx.Simulation.Cpu;

/// <summary>What EGETKEY checks before it derives a key.</summary>
internal static class KeyRequestChecks
{
    private const KeyPolicy KssPolicies =
        KeyPolicy.NoIsvProdId | KeyPolicy.ConfigId | KeyPolicy.IsvFamilyId | KeyPolicy.IsvExtProdId;

    private const KeyPolicy PlainPolicies = KeyPolicy.MrEnclave | KeyPolicy.MrSigner;

    /// <summary>Refuses what makes the instruction fault.</summary>
    /// <exception cref="SgxFormatException">
    /// A reserved byte is not zero, a policy bit is unknown, or the request needs KSS and the enclave lacks it.
    /// </exception>
    public static void ThrowIfMalformed(KeyRequest request, EnclaveIdentity enclave, ReportKeyLayout layout)
    {
        ThrowUnlessZero(KeyRequest.Layout.Reserved1.Of(request.Bytes));
        ThrowUnlessZero(KeyRequest.Layout.Reserved2.Of(request.Bytes));

        var hasKss = layout != ReportKeyLayout.A;
        var known = hasKss ? PlainPolicies | KssPolicies : PlainPolicies;
        if ((request.KeyPolicy & ~known) != 0)
            throw Malformed("KEYPOLICY", $"no bit outside 0x{(ushort)known:x}", $"0x{(ushort)request.KeyPolicy:x}");
        if (hasKss && !enclave.Attributes.HasFlag(EnclaveAttributes.Kss))
            ThrowIfItNeedsKss(request);
    }

    private static void ThrowUnlessZero(ReadOnlySpan<byte> reserved)
    {
        if (reserved.ContainsAnyExcept((byte)0))
            throw Malformed("reserved", "zeros", "another byte");
    }

    private static void ThrowIfItNeedsKss(KeyRequest request)
    {
        if ((request.KeyPolicy & KssPolicies) != 0)
            throw Malformed("KEYPOLICY", "MRENCLAVE or MRSIGNER, for an enclave without KSS", $"{request.KeyPolicy}");
        if (request.ConfigSvn > 0)
            throw Malformed("CONFIGSVN", "0, for an enclave without KSS", $"{request.ConfigSvn}");
    }

    private static SgxFormatException Malformed(string field, string expected, string found) =>
        new($"{nameof(KeyRequest)}.{field}", expected, found);

    /// <summary>The instruction's answer to a well-formed request, in its order of checks.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cpuSvn">Its CPUSVN; all zero already replaced.</param>
    /// <param name="enclave">Who asks.</param>
    /// <param name="cpu">Who answers.</param>
    public static EGetKeyStatus StatusOf(
        KeyRequest request, ReadOnlySpan<byte> cpuSvn, EnclaveIdentity enclave, SimulatedCpu cpu)
    {
        if (request.KeyName == KeyName.Report)
            return EGetKeyStatus.Success;
        if (!Enum.IsDefined(request.KeyName))
            return EGetKeyStatus.InvalidKeyName;
        if ((enclave.Attributes & PrivilegeFor(request.KeyName)) != PrivilegeFor(request.KeyName))
            return EGetKeyStatus.InvalidAttribute;
        if (request.IsvSvn > enclave.IsvSvn)
            return EGetKeyStatus.InvalidIsvSvn;
        if (HasConfigSvn(request.KeyName, cpu.Layout) && request.ConfigSvn > enclave.ConfigSvn)
            return EGetKeyStatus.InvalidIsvSvn;
        return SimulatorConstants.SvnOf(cpuSvn) <= cpu.Svn ? EGetKeyStatus.Success : EGetKeyStatus.InvalidCpuSvn;
    }

    private static EnclaveAttributes PrivilegeFor(KeyName name) => name switch
    {
        KeyName.EInitToken => EnclaveAttributes.EInitTokenKey,
        KeyName.Provision or KeyName.ProvisionSeal => EnclaveAttributes.ProvisionKey,
        _ => EnclaveAttributes.None,
    };

    private static bool HasConfigSvn(KeyName name, ReportKeyLayout layout) =>
        layout == ReportKeyLayout.B && name is (KeyName.Seal or KeyName.ProvisionSeal);
}
