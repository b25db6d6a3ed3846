using System.Collections.Immutable;
using System.Security.Cryptography;
using Sgx.Binary;
using Sgx.Quotes;

namespace Sgx;

/// <summary>A TDREPORT: a trust domain's statement to the enclaves on the same machine, 1024 bytes.</summary>
/// <remarks>
/// Intel TDX Module Base Architecture Specification, TDREPORT_STRUCT: REPORTMACSTRUCT (256 bytes), TEE_TCB_INFO (239),
/// 17 reserved, TDINFO (512). The CPU's MAC (HMAC-SHA-256) covers the first 224 bytes, and these hold the SHA-384 of
/// the other two.
/// </remarks>
public sealed class TdReport
{
    /// <summary>Bytes of a TDREPORT.</summary>
    public const int Size = 1024;

    /// <summary>The first byte of every TDREPORT.</summary>
    public const byte TdxType = 0x81;

    private TdReport(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>All 1024 bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>REPORTTYPE.TYPE: 0x81 for TDX.</summary>
    public byte Type => Bytes.Span[0];

    /// <summary>REPORTTYPE.VERSION: 0 as TDX 1.0 makes them, 1 when it says which service TD is bound.</summary>
    public byte Version => Bytes.Span[2];

    /// <summary>What the MAC covers: 224 bytes.</summary>
    public ReadOnlySpan<byte> MacInput => Layout.MacInput.Of(Bytes.Span);

    /// <summary>32 bytes of HMAC-SHA-256 that only the CPU can check.</summary>
    public ReadOnlySpan<byte> Mac => Layout.Mac.Of(Bytes.Span);

    /// <summary>64 bytes of the TD's own choosing.</summary>
    public ReadOnlySpan<byte> ReportData => Layout.ReportData.Of(Bytes.Span);

    /// <summary>Whether the digests under the MAC are those of TEE_TCB_INFO and TDINFO as they stand here.</summary>
    public bool DigestsHold =>
        Digest(Layout.TeeTcbInfo, Bytes.Span).SequenceEqual(Layout.TeeTcbInfoHash.Of(Bytes.Span))
        && Digest(Layout.TdInfo, Bytes.Span).SequenceEqual(Layout.TdInfoHash.Of(Bytes.Span));

    /// <summary>Takes a copy of the bytes, so that the report does not change under its reader.</summary>
    /// <exception cref="SgxFormatException">Not 1024 bytes.</exception>
    public static TdReport Parse(ReadOnlySpan<byte> bytes) =>
        new(SgxFormatException.ThrowUnlessSize(bytes, Size, nameof(TdReport)).ToArray());

    /// <summary>The body of a quote about the TD: the same facts in the order in which quotes have them.</summary>
    /// <param name="type">Of a TD, and not extended: what that adds, a TDREPORT does not say.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another type.</exception>
    public byte[] ToQuoteBody(QuoteBodyType type)
    {
        var (size, fields) = type switch
        {
            QuoteBodyType.Td10 => (TdReportBody.Td10Size, Layout.QuotedByTd10),
            QuoteBodyType.Td15 => (TdReportBody.Td15Size, Layout.QuotedByTd15),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "a TDREPORT makes bodies of TDX 1.0 and 1.5"),
        };
        var body = new byte[size];
        foreach (var (here, there) in fields)
            here.Of(Bytes.Span).CopyTo(there.In(body));
        return body;
    }

    private static byte[] Digest(Field structure, ReadOnlySpan<byte> report) => SHA384.HashData(structure.Of(report));

    /// <summary>Where each field stands, in the whole report.</summary>
    public static class Layout
    {
        // REPORTMACSTRUCT
        public static readonly Field ReportType = new(0, 4);
        public static readonly Field Reserved1 = new(4, 12);
        public static readonly Field CpuSvn = new(16, 16);
        public static readonly Field TeeTcbInfoHash = new(32, 48);
        public static readonly Field TdInfoHash = new(80, 48);
        public static readonly Field ReportData = new(128, 64);
        public static readonly Field Reserved2 = new(192, 32);
        public static readonly Field Mac = new(224, 32);

        // TEE_TCB_INFO
        public static readonly Field Valid = new(256, 8);
        public static readonly Field TeeTcbSvn = new(264, 16);
        public static readonly Field MrSeam = new(280, 48);
        public static readonly Field MrSignerSeam = new(328, 48);
        public static readonly Field SeamAttributes = new(376, 8);
        public static readonly Field TeeTcbSvn2 = new(384, 16);
        public static readonly Field Reserved3 = new(400, 95);
        public static readonly Field Reserved4 = new(495, 17);

        // TDINFO
        public static readonly Field TdAttributes = new(512, 8);
        public static readonly Field Xfam = new(520, 8);
        public static readonly Field MrTd = new(528, 48);
        public static readonly Field MrConfigId = new(576, 48);
        public static readonly Field MrOwner = new(624, 48);
        public static readonly Field MrOwnerConfig = new(672, 48);
        public static readonly Field Rtmrs = new(720, 192);
        public static readonly Field MrServiceTd = new(912, 48);
        public static readonly Field Reserved5 = new(960, 64);

        /// <summary>What the MAC covers: REPORTMACSTRUCT less the MAC.</summary>
        public static readonly Field MacInput = new(0, 224);

        /// <summary>TEE_TCB_INFO, whole.</summary>
        public static readonly Field TeeTcbInfo = new(256, 239);

        /// <summary>TDINFO, whole.</summary>
        public static readonly Field TdInfo = new(512, 512);

        /// <summary>All of them, in order.</summary>
        public static readonly ImmutableArray<Field> All =
        [
            ReportType, Reserved1, CpuSvn, TeeTcbInfoHash, TdInfoHash, ReportData, Reserved2, Mac,
            Valid, TeeTcbSvn, MrSeam, MrSignerSeam, SeamAttributes, TeeTcbSvn2, Reserved3, Reserved4,
            TdAttributes, Xfam, MrTd, MrConfigId, MrOwner, MrOwnerConfig, Rtmrs, MrServiceTd, Reserved5,
        ];

        internal static readonly ImmutableArray<(Field Here, Field There)> QuotedByTd10 =
        [
            (TeeTcbSvn, TdReportBody.Layout.TeeTcbSvn), (MrSeam, TdReportBody.Layout.MrSeam),
            (MrSignerSeam, TdReportBody.Layout.MrSignerSeam), (SeamAttributes, TdReportBody.Layout.SeamAttributes),
            (TdAttributes, TdReportBody.Layout.TdAttributes), (Xfam, TdReportBody.Layout.Xfam),
            (MrTd, TdReportBody.Layout.MrTd), (MrConfigId, TdReportBody.Layout.MrConfigId),
            (MrOwner, TdReportBody.Layout.MrOwner), (MrOwnerConfig, TdReportBody.Layout.MrOwnerConfig),
            (Rtmrs, TdReportBody.Layout.Rtmrs), (ReportData, TdReportBody.Layout.ReportData),
        ];

        internal static readonly ImmutableArray<(Field Here, Field There)> QuotedByTd15 =
        [
            .. QuotedByTd10, (TeeTcbSvn2, TdReportBody.Layout.TeeTcbSvn2),
            (MrServiceTd, TdReportBody.Layout.MrServiceTd),
        ];
    }
}
