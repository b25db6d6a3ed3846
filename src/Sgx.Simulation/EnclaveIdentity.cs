namespace Sgx.Simulation;

/// <summary>Who an enclave is, as the CPU knows it: the fields of its SECS that reports and keys depend on.</summary>
/// <remarks>Intel SDM vol. 3D, SECS. A simulated CPU believes whatever stands here.</remarks>
public sealed record EnclaveIdentity
{
    public required Measurement MrEnclave { get; init; }
    public required Measurement MrSigner { get; init; }
    public ushort IsvProdId { get; init; }
    public ushort IsvSvn { get; init; }
    public EnclaveAttributes Attributes { get; init; } = EnclaveAttributes.Init | EnclaveAttributes.Mode64Bit;

    /// <value>3: x87 and SSE.</value>
    public ulong Xfrm { get; init; } = 3;

    public uint MiscSelect { get; init; }
    public ushort ConfigSvn { get; init; }

    /// <summary>64 bytes.</summary>
    public ReadOnlyMemory<byte> ConfigId { get; init => field = Exactly(64, value, nameof(ConfigId)); } = new byte[64];

    /// <summary>16 bytes.</summary>
    public ReadOnlyMemory<byte> IsvFamilyId { get; init => field = Exactly(16, value, nameof(IsvFamilyId)); } = new byte[16];

    /// <summary>16 bytes.</summary>
    public ReadOnlyMemory<byte> IsvExtProdId { get; init => field = Exactly(16, value, nameof(IsvExtProdId)); } = new byte[16];

    private static ReadOnlyMemory<byte> Exactly(int size, ReadOnlyMemory<byte> value, string field)
    {
        _ = SgxFormatException.ThrowUnlessSize(value.Span, size, $"{nameof(EnclaveIdentity)}.{field}");
        return value;
    }
}
