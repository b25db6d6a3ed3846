using System.Collections.Immutable;
using Sgx.Binary;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx;

/// <summary>What an enclave asks EGETKEY for: 512 bytes.</summary>
/// <remarks>Intel SDM vol. 3D, KEYREQUEST. A view: it lives only as long as the bytes under it.</remarks>
public readonly ref struct KeyRequest
{
    /// <summary>Bytes of a key request.</summary>
    public const int Size = 512;

    /// <exception cref="SgxFormatException">Not 512 bytes.</exception>
    public KeyRequest(ReadOnlySpan<byte> bytes) =>
        Bytes = SgxFormatException.ThrowUnlessSize(bytes, Size, nameof(KeyRequest));

    /// <summary>All 512 bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public KeyName KeyName => (KeyName)ReadUInt16LittleEndian(Layout.KeyName.Of(Bytes));
    public KeyPolicy KeyPolicy => (KeyPolicy)ReadUInt16LittleEndian(Layout.KeyPolicy.Of(Bytes));
    public ushort IsvSvn => ReadUInt16LittleEndian(Layout.IsvSvn.Of(Bytes));
    public ReadOnlySpan<byte> CpuSvn => Layout.CpuSvn.Of(Bytes);

    /// <summary>FLAGS and XFRM to keep: 16 bytes.</summary>
    public ReadOnlySpan<byte> AttributeMask => Layout.AttributeMask.Of(Bytes);

    public ReadOnlySpan<byte> KeyId => Layout.KeyId.Of(Bytes);
    public uint MiscMask => ReadUInt32LittleEndian(Layout.MiscMask.Of(Bytes));
    public ushort ConfigSvn => ReadUInt16LittleEndian(Layout.ConfigSvn.Of(Bytes));

    /// <summary>Where each field stands.</summary>
    public static class Layout
    {
        public static readonly Field KeyName = new(0, 2);
        public static readonly Field KeyPolicy = new(2, 2);
        public static readonly Field IsvSvn = new(4, 2);
        public static readonly Field Reserved1 = new(6, 2);
        public static readonly Field CpuSvn = new(8, 16);
        public static readonly Field AttributeMask = new(24, 16);
        public static readonly Field KeyId = new(40, 32);
        public static readonly Field MiscMask = new(72, 4);
        public static readonly Field ConfigSvn = new(76, 2);
        public static readonly Field Reserved2 = new(78, 434);

        /// <summary>All of them, in order.</summary>
        public static readonly ImmutableArray<Field> All =
        [
            KeyName, KeyPolicy, IsvSvn, Reserved1, CpuSvn, AttributeMask, KeyId, MiscMask, ConfigSvn, Reserved2,
        ];
    }
}

/// <summary>KEYREQUEST.KEYNAME.</summary>
public enum KeyName : ushort
{
    EInitToken = 0,
    Provision = 1,
    ProvisionSeal = 2,
    Report = 3,
    Seal = 4,
}

/// <summary>KEYREQUEST.KEYPOLICY: what the key is bound to. All but the first two need KSS.</summary>
[Flags]
public enum KeyPolicy : ushort
{
    None = 0,
    MrEnclave = 0x1,
    MrSigner = 0x2,
    NoIsvProdId = 0x4,
    ConfigId = 0x8,
    IsvFamilyId = 0x10,
    IsvExtProdId = 0x20,
}
