using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Simulation.Cpu;

/// <summary>What EGETKEY derives every key but the report key from.</summary>
/// <remarks>
/// Masked attributes keep INIT and DEBUG whatever the mask says, so that a debug enclave never gets the keys of its
/// production twin.
/// </remarks>
/// <param name="request">The request, already checked.</param>
/// <param name="cpuSvn">Its CPUSVN, 16 bytes; all zero already replaced.</param>
/// <param name="enclave">Who asks.</param>
internal readonly ref struct EnclaveKeyDerivation(
    KeyRequest request, ReadOnlySpan<byte> cpuSvn, EnclaveIdentity enclave)
{
    private readonly KeyRequest _request = request;
    private readonly ReadOnlySpan<byte> _cpuSvn = cpuSvn;

    /// <summary>The 16-byte key.</summary>
    /// <exception cref="NotSupportedException">Layout C is known for report keys only.</exception>
    public byte[] Derive(ReportKeyLayout layout)
    {
        var input = (layout, _request.KeyName) switch
        {
            (ReportKeyLayout.A, KeyName.Seal) => SealA(),
            (ReportKeyLayout.A, KeyName.Provision or KeyName.ProvisionSeal) => ProvisionA(),
            (ReportKeyLayout.A, KeyName.EInitToken) => EInitTokenA(),
            (ReportKeyLayout.B, KeyName.Seal) => SealB(),
            (ReportKeyLayout.B, KeyName.ProvisionSeal) => ProvisionSealB(),
            (ReportKeyLayout.B, KeyName.Provision) => ProvisionB(),
            (ReportKeyLayout.B, KeyName.EInitToken) => EInitTokenB(),
            _ => throw new NotSupportedException($"layout {layout} is not known for the {_request.KeyName} key"),
        };
        return input.DeriveKey(_request.KeyName);
    }

    private DerivationInput SealA() => Named(176).Zeros(6)
        .Add(MaskedAttributes)
        .Add(_request.AttributeMask)
        .Add(SimulatorConstants.OwnerEpoch)
        .Add(_cpuSvn)
        .Add(_request.IsvSvn)
        .Add(enclave.IsvProdId)
        .AddIf(Wants(KeyPolicy.MrEnclave), enclave.MrEnclave.ToBytes())
        .AddIf(Wants(KeyPolicy.MrSigner), enclave.MrSigner.ToBytes())
        .Add(_request.KeyId)
        .Zeros(4);

    private DerivationInput ProvisionA() => Named(96).Zeros(6)
        .Add(MaskedAttributes)
        .Add(_request.AttributeMask)
        .Add(_cpuSvn)
        .Add(_request.IsvSvn)
        .Add(enclave.IsvProdId)
        .Add(enclave.MrSigner.ToBytes())
        .Zeros(4);

    // The old simulator masks nothing here, and leaves MRSIGNER out.
    private DerivationInput EInitTokenA() => Named(96).Zeros(6)
        .Add(Attributes((ulong)enclave.Attributes, enclave.Xfrm))
        .Add(SimulatorConstants.OwnerEpoch)
        .Add(_cpuSvn)
        .Add(_request.IsvSvn)
        .Add(enclave.IsvProdId)
        .Add(_request.KeyId)
        .Zeros(4);

    private DerivationInput SealB() => Masked(Named(280).Add((ushort)_request.KeyPolicy).Zeros(4))
        .Add(SimulatorConstants.OwnerEpoch)
        .Add(_cpuSvn)
        .Add(_request.IsvSvn)
        .AddIf(!Wants(KeyPolicy.NoIsvProdId), enclave.IsvProdId)
        .AddIf(Wants(KeyPolicy.ConfigId), _request.ConfigSvn)
        .AddIf(Wants(KeyPolicy.ConfigId), enclave.ConfigId.Span)
        .AddIf(Wants(KeyPolicy.IsvFamilyId), enclave.IsvFamilyId.Span)
        .AddIf(Wants(KeyPolicy.IsvExtProdId), enclave.IsvExtProdId.Span)
        .AddIf(Wants(KeyPolicy.MrEnclave), enclave.MrEnclave.ToBytes())
        .AddIf(Wants(KeyPolicy.MrSigner), enclave.MrSigner.ToBytes())
        .Add(_request.KeyId)
        .Zeros(2);

    private DerivationInput ProvisionSealB() => Masked(Named(200).Add((ushort)_request.KeyPolicy).Zeros(4))
        .Add(_cpuSvn)
        .Add(_request.IsvSvn)
        .AddIf(!Wants(KeyPolicy.NoIsvProdId), enclave.IsvProdId)
        .AddIf(Wants(KeyPolicy.ConfigId), _request.ConfigSvn)
        .AddIf(Wants(KeyPolicy.ConfigId), enclave.ConfigId.Span)
        .AddIf(Wants(KeyPolicy.IsvFamilyId), enclave.IsvFamilyId.Span)
        .AddIf(Wants(KeyPolicy.IsvExtProdId), enclave.IsvExtProdId.Span)
        .Add(enclave.MrSigner.ToBytes())
        .Zeros(2);

    private DerivationInput ProvisionB() => Masked(Named(104).Zeros(6))
        .Add(_cpuSvn)
        .Add(_request.IsvSvn)
        .Add(enclave.IsvProdId)
        .Add(enclave.MrSigner.ToBytes())
        .Zeros(4);

    private DerivationInput EInitTokenB() => Named(128).Zeros(6)
        .Add(MaskedAttributes)
        .Add(MaskedMiscSelect)
        .Add(SimulatorConstants.OwnerEpoch)
        .Add(_cpuSvn)
        .Add(_request.IsvSvn)
        .Add(enclave.IsvProdId)
        .Add(enclave.MrSigner.ToBytes())
        .Add(_request.KeyId);

    private DerivationInput Named(int size) => new DerivationInput(size).Add((ushort)_request.KeyName);

    // The attribute mask goes in as requested, the misc mask inverted.
    private DerivationInput Masked(DerivationInput input) => input
        .Add(MaskedAttributes)
        .Add(_request.AttributeMask)
        .Add(MaskedMiscSelect)
        .Add(~_request.MiscMask);

    private bool Wants(KeyPolicy policy) => _request.KeyPolicy.HasFlag(policy);

    private uint MaskedMiscSelect => _request.MiscMask & enclave.MiscSelect;

    private byte[] MaskedAttributes
    {
        get
        {
            var mask = _request.AttributeMask;
            var always = (ulong)(EnclaveAttributes.Init | EnclaveAttributes.Debug);
            var flags = (ReadUInt64LittleEndian(mask) | always) & (ulong)enclave.Attributes;
            return Attributes(flags, ReadUInt64LittleEndian(mask[sizeof(ulong)..]) & enclave.Xfrm);
        }
    }

    private static byte[] Attributes(ulong flags, ulong xfrm)
    {
        var bytes = new byte[2 * sizeof(ulong)];
        WriteUInt64LittleEndian(bytes, flags);
        WriteUInt64LittleEndian(bytes.AsSpan(sizeof(ulong)), xfrm);
        return bytes;
    }
}
