using System.Collections.Immutable;
using Sgx.Binary;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Quotes;

/// <summary>What a quote says of a trust domain: 584 bytes of TDX 1.0, 648 of 1.5, or 885 with its migration.</summary>
/// <remarks>
/// sgx_report2_body_t, its version 1.5 and the extension of that; each begins with the one before. A view: it lives
/// only as long as the bytes under it.
/// </remarks>
public readonly ref struct TdReportBody
{
    /// <summary>Bytes of a body of TDX 1.0.</summary>
    public const int Td10Size = 584;

    /// <summary>Bytes of a body of TDX 1.5.</summary>
    public const int Td15Size = 648;

    /// <summary>Bytes of an extended body of TDX 1.5.</summary>
    public const int ExtendedSize = 885;

    /// <summary>Bytes of a measurement of TDX, as MRTD or an RTMR: SHA-384.</summary>
    public const int MeasurementSize = 48;

    /// <summary>How many run-time measurement registers there are.</summary>
    public const int RtmrCount = 4;

    /// <exception cref="SgxFormatException">Not 584, 648 or 885 bytes.</exception>
    public TdReportBody(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is not (Td10Size or Td15Size or ExtendedSize))
            throw new SgxFormatException(
                nameof(TdReportBody), $"{Td10Size}, {Td15Size} or {ExtendedSize} bytes", $"{bytes.Length}");
        Bytes = bytes;
    }

    /// <summary>All bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>
    /// The TCB at launch, 16 bytes: SVN of the TDX module, its major version, SVN of the loaded microcode, zeros.
    /// </summary>
    public ReadOnlySpan<byte> TeeTcbSvn => Layout.TeeTcbSvn.Of(Bytes);

    /// <summary>48 bytes: the TDX module.</summary>
    public ReadOnlySpan<byte> MrSeam => Layout.MrSeam.Of(Bytes);

    /// <summary>48 bytes: who signed the TDX module; zeros mean Intel.</summary>
    public ReadOnlySpan<byte> MrSignerSeam => Layout.MrSignerSeam.Of(Bytes);

    /// <summary>8 bytes.</summary>
    public ReadOnlySpan<byte> SeamAttributes => Layout.SeamAttributes.Of(Bytes);

    public TdAttributes TdAttributes => (TdAttributes)ReadUInt64LittleEndian(Layout.TdAttributes.Of(Bytes));

    /// <summary>The extended features (XCR0 and IA32_XSS) that the TD may use.</summary>
    public ulong Xfam => ReadUInt64LittleEndian(Layout.Xfam.Of(Bytes));

    /// <summary>48 bytes: what the TD was built from.</summary>
    public ReadOnlySpan<byte> MrTd => Layout.MrTd.Of(Bytes);

    /// <summary>48 bytes that the host chose: configuration that is no part of the image.</summary>
    public ReadOnlySpan<byte> MrConfigId => Layout.MrConfigId.Of(Bytes);

    /// <summary>48 bytes that the host chose: the TD's owner.</summary>
    public ReadOnlySpan<byte> MrOwner => Layout.MrOwner.Of(Bytes);

    /// <summary>48 bytes that the host chose: the owner's configuration.</summary>
    public ReadOnlySpan<byte> MrOwnerConfig => Layout.MrOwnerConfig.Of(Bytes);

    /// <summary>64 bytes of the TD's own choosing.</summary>
    public ReadOnlySpan<byte> ReportData => Layout.ReportData.Of(Bytes);

    /// <summary>Whether the host can look inside.</summary>
    public bool IsDebug => TdAttributes.HasFlag(TdAttributes.Debug);

    /// <summary>Whether it is of TDX 1.5, which tells the TCB of now from that of the launch.</summary>
    public bool HasCurrentTcb => Bytes.Length >= Td15Size;

    /// <summary>The TCB at the time of the quote, 16 bytes as <see cref="TeeTcbSvn"/>.</summary>
    /// <exception cref="InvalidOperationException">TDX 1.0, see <see cref="HasCurrentTcb"/>.</exception>
    public ReadOnlySpan<byte> TeeTcbSvn2 => OfTd15(Layout.TeeTcbSvn2);

    /// <summary>48 bytes: the service TD that is bound to this one; zeros without one.</summary>
    /// <exception cref="InvalidOperationException">TDX 1.0, see <see cref="HasCurrentTcb"/>.</exception>
    public ReadOnlySpan<byte> MrServiceTd => OfTd15(Layout.MrServiceTd);

    /// <summary>A run-time measurement register, 48 bytes.</summary>
    /// <param name="index">0 to 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another index.</exception>
    public ReadOnlySpan<byte> Rtmr(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)RtmrCount, nameof(index));
        return Layout.Rtmrs.Of(Bytes).Slice(index * MeasurementSize, MeasurementSize);
    }

    private ReadOnlySpan<byte> OfTd15(Field field) => HasCurrentTcb
        ? field.Of(Bytes)
        : throw new InvalidOperationException("a TD report body of TDX 1.0 does not have what TDX 1.5 added");

    /// <summary>Where each field stands.</summary>
    public static class Layout
    {
        public static readonly Field TeeTcbSvn = new(0, 16);
        public static readonly Field MrSeam = new(16, 48);
        public static readonly Field MrSignerSeam = new(64, 48);
        public static readonly Field SeamAttributes = new(112, 8);
        public static readonly Field TdAttributes = new(120, 8);
        public static readonly Field Xfam = new(128, 8);
        public static readonly Field MrTd = new(136, 48);
        public static readonly Field MrConfigId = new(184, 48);
        public static readonly Field MrOwner = new(232, 48);
        public static readonly Field MrOwnerConfig = new(280, 48);

        /// <summary>Four registers of 48 bytes.</summary>
        public static readonly Field Rtmrs = new(328, RtmrCount * MeasurementSize);

        public static readonly Field ReportData = new(520, 64);

        // TDX 1.5
        public static readonly Field TeeTcbSvn2 = new(584, 16);
        public static readonly Field MrServiceTd = new(600, 48);

        // TDX 1.5, extended
        public static readonly Field VmFlags = new(648, 1);
        public static readonly Field TdId = new(649, 32);
        public static readonly Field DeviceInfo = new(681, 48);
        public static readonly Field InitialServiceTdHash = new(729, 48);
        public static readonly Field InitialServiceTdAttributes = new(777, 8);
        public static readonly Field InitialCpuSvn = new(785, 16);
        public static readonly Field InitialTeeTcbSvn = new(801, 16);
        public static readonly Field InitialFmspc = new(817, 12);
        public static readonly Field CurrentServiceTdHash = new(829, 48);
        public static readonly Field CurrentServiceTdAttributes = new(877, 8);

        /// <summary>Those of TDX 1.0, in order.</summary>
        public static readonly ImmutableArray<Field> Td10 =
        [
            TeeTcbSvn, MrSeam, MrSignerSeam, SeamAttributes, TdAttributes, Xfam, MrTd, MrConfigId, MrOwner,
            MrOwnerConfig, Rtmrs, ReportData,
        ];

        /// <summary>Those of TDX 1.5, in order.</summary>
        public static readonly ImmutableArray<Field> Td15 = [.. Td10, TeeTcbSvn2, MrServiceTd];

        /// <summary>All of them, in order.</summary>
        public static readonly ImmutableArray<Field> All =
        [
            .. Td15, VmFlags, TdId, DeviceInfo, InitialServiceTdHash, InitialServiceTdAttributes, InitialCpuSvn,
            InitialTeeTcbSvn, InitialFmspc, CurrentServiceTdHash, CurrentServiceTdAttributes,
        ];
    }
}
