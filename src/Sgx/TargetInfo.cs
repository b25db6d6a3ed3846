using System.Collections.Immutable;
using Sgx.Binary;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx;

/// <summary>To whom a Report is addressed: what EREPORT needs to know of the target enclave, 512 bytes.</summary>
/// <remarks>Intel SDM vol. 3D, TARGETINFO.</remarks>
public sealed class TargetInfo
{
    /// <summary>Bytes of a target info.</summary>
    public const int Size = 512;

    private TargetInfo(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>All 512 bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public Measurement MrEnclave => new(Layout.MrEnclave.Of(Bytes.Span));
    public EnclaveAttributes Attributes => (EnclaveAttributes)ReadUInt64LittleEndian(Layout.Attributes.Of(Bytes.Span));
    public ulong Xfrm => ReadUInt64LittleEndian(Layout.Xfrm.Of(Bytes.Span));
    public ushort ConfigSvn => ReadUInt16LittleEndian(Layout.ConfigSvn.Of(Bytes.Span));
    public uint MiscSelect => ReadUInt32LittleEndian(Layout.MiscSelect.Of(Bytes.Span));
    public ReadOnlySpan<byte> ConfigId => Layout.ConfigId.Of(Bytes.Span);

    /// <summary>Takes a copy of the bytes. Reserved ranges are not looked at: EREPORT ignores them.</summary>
    /// <exception cref="SgxFormatException">Not 512 bytes.</exception>
    public static TargetInfo Parse(ReadOnlySpan<byte> bytes) =>
        new(SgxFormatException.ThrowUnlessSize(bytes, Size, nameof(TargetInfo)).ToArray());

    /// <summary>The target info that addresses the enclave which a report body describes.</summary>
    public static TargetInfo Of(ReportBody body)
    {
        var bytes = new byte[Size];
        ReportBody.Layout.MrEnclave.Of(body.Bytes).CopyTo(Layout.MrEnclave.In(bytes));
        ReportBody.Layout.Attributes.Of(body.Bytes).CopyTo(Layout.Attributes.In(bytes));
        ReportBody.Layout.Xfrm.Of(body.Bytes).CopyTo(Layout.Xfrm.In(bytes));
        ReportBody.Layout.ConfigSvn.Of(body.Bytes).CopyTo(Layout.ConfigSvn.In(bytes));
        ReportBody.Layout.MiscSelect.Of(body.Bytes).CopyTo(Layout.MiscSelect.In(bytes));
        ReportBody.Layout.ConfigId.Of(body.Bytes).CopyTo(Layout.ConfigId.In(bytes));
        return new(bytes);
    }

    /// <summary>Where each field stands.</summary>
    public static class Layout
    {
        public static readonly Field MrEnclave = new(0, 32);
        public static readonly Field Attributes = new(32, 8);
        public static readonly Field Xfrm = new(40, 8);
        public static readonly Field Reserved1 = new(48, 2);
        public static readonly Field ConfigSvn = new(50, 2);
        public static readonly Field MiscSelect = new(52, 4);
        public static readonly Field Reserved2 = new(56, 8);
        public static readonly Field ConfigId = new(64, 64);
        public static readonly Field Reserved3 = new(128, 384);

        /// <summary>All of them, in order.</summary>
        public static readonly ImmutableArray<Field> All =
            [MrEnclave, Attributes, Xfrm, Reserved1, ConfigSvn, MiscSelect, Reserved2, ConfigId, Reserved3];
    }
}
