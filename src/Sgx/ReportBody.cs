using System.Collections.Immutable;
using Sgx.Binary;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx;

/// <summary>What EREPORT says of an enclave: the 384 bytes that a Report MACs and a Quote signs.</summary>
/// <remarks>Intel SDM vol. 3D, REPORT. A view: it lives only as long as the bytes under it.</remarks>
public readonly ref struct ReportBody
{
    /// <summary>Bytes of a report body.</summary>
    public const int Size = 384;

    /// <summary>Bytes of the report data.</summary>
    public const int ReportDataSize = 64;

    /// <exception cref="SgxFormatException">Not 384 bytes.</exception>
    public ReportBody(ReadOnlySpan<byte> bytes) =>
        Bytes = SgxFormatException.ThrowUnlessSize(bytes, Size, nameof(ReportBody));

    /// <summary>All 384 bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The security version of the CPU that made the report: 16 opaque bytes.</summary>
    public ReadOnlySpan<byte> CpuSvn => Layout.CpuSvn.Of(Bytes);

    public uint MiscSelect => ReadUInt32LittleEndian(Layout.MiscSelect.Of(Bytes));
    public ReadOnlySpan<byte> IsvExtProdId => Layout.IsvExtProdId.Of(Bytes);
    public EnclaveAttributes Attributes => (EnclaveAttributes)ReadUInt64LittleEndian(Layout.Attributes.Of(Bytes));

    /// <summary>The extended features (XCR0) that the enclave runs with.</summary>
    public ulong Xfrm => ReadUInt64LittleEndian(Layout.Xfrm.Of(Bytes));

    /// <summary>What was loaded: the digest of the enclave's pages.</summary>
    public Measurement MrEnclave => new(Layout.MrEnclave.Of(Bytes));

    /// <summary>Who signed it: SHA-256 of the signer's RSA modulus.</summary>
    public Measurement MrSigner => new(Layout.MrSigner.Of(Bytes));

    public ReadOnlySpan<byte> ConfigId => Layout.ConfigId.Of(Bytes);
    public ushort IsvProdId => ReadUInt16LittleEndian(Layout.IsvProdId.Of(Bytes));
    public ushort IsvSvn => ReadUInt16LittleEndian(Layout.IsvSvn.Of(Bytes));
    public ushort ConfigSvn => ReadUInt16LittleEndian(Layout.ConfigSvn.Of(Bytes));
    public ReadOnlySpan<byte> IsvFamilyId => Layout.IsvFamilyId.Of(Bytes);

    /// <summary>64 bytes of the enclave's own choosing.</summary>
    public ReadOnlySpan<byte> ReportData => Layout.ReportData.Of(Bytes);

    /// <summary>Whether a debugger can look inside.</summary>
    public bool IsDebug => Attributes.HasFlag(EnclaveAttributes.Debug);

    /// <summary>Whether a reserved byte is not zero, as no CPU of today writes it.</summary>
    public bool HasReservedBytes =>
        Layout.Reserved1.Of(Bytes).ContainsAnyExcept((byte)0)
        || Layout.Reserved2.Of(Bytes).ContainsAnyExcept((byte)0)
        || Layout.Reserved3.Of(Bytes).ContainsAnyExcept((byte)0)
        || Layout.Reserved4.Of(Bytes).ContainsAnyExcept((byte)0);

    /// <summary>Where each field stands.</summary>
    public static class Layout
    {
        public static readonly Field CpuSvn = new(0, 16);
        public static readonly Field MiscSelect = new(16, 4);
        public static readonly Field Reserved1 = new(20, 12);
        public static readonly Field IsvExtProdId = new(32, 16);
        public static readonly Field Attributes = new(48, 8);
        public static readonly Field Xfrm = new(56, 8);
        public static readonly Field MrEnclave = new(64, 32);
        public static readonly Field Reserved2 = new(96, 32);
        public static readonly Field MrSigner = new(128, 32);
        public static readonly Field Reserved3 = new(160, 32);
        public static readonly Field ConfigId = new(192, 64);
        public static readonly Field IsvProdId = new(256, 2);
        public static readonly Field IsvSvn = new(258, 2);
        public static readonly Field ConfigSvn = new(260, 2);
        public static readonly Field Reserved4 = new(262, 42);
        public static readonly Field IsvFamilyId = new(304, 16);
        public static readonly Field ReportData = new(320, 64);

        /// <summary>All of them, in order.</summary>
        public static readonly ImmutableArray<Field> All =
        [
            CpuSvn, MiscSelect, Reserved1, IsvExtProdId, Attributes, Xfrm, MrEnclave, Reserved2, MrSigner,
            Reserved3, ConfigId, IsvProdId, IsvSvn, ConfigSvn, Reserved4, IsvFamilyId, ReportData,
        ];
    }
}
