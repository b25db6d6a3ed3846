using System.Collections.Immutable;
using System.Security.Cryptography;
using Sgx.Binary;
using Sgx.Quotes;

namespace Sgx;

/// <summary>
/// How an application learns that a real QE on its own machine made the quote: its nonce and target info go in,
/// a Report by the QE over nonce and quote comes out. 960 bytes.
/// </summary>
/// <remarks>sgx_qe_report_info_t. REPORTDATA of the QE's Report is SHA-256(nonce || quote) and 32 zero bytes.</remarks>
public sealed class QeReportInfo
{
    /// <summary>Bytes of the structure.</summary>
    public const int Size = 960;

    /// <summary>Bytes of the nonce.</summary>
    public const int NonceSize = 16;

    private QeReportInfo(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>All 960 bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>16 bytes that the application chose.</summary>
    public ReadOnlySpan<byte> Nonce => Layout.Nonce.Of(Bytes.Span);

    /// <summary>The application enclave, to which the QE addresses its Report.</summary>
    public TargetInfo ApplicationTarget => TargetInfo.Parse(Layout.ApplicationTarget.Of(Bytes.Span));

    /// <summary>The QE's Report; all zero until the QE has answered.</summary>
    public Report QeReport => Report.Parse(Layout.QeReport.Of(Bytes.Span));

    /// <summary>Takes a copy of the bytes.</summary>
    /// <exception cref="SgxFormatException">Not 960 bytes.</exception>
    public static QeReportInfo Parse(ReadOnlySpan<byte> bytes) =>
        new(SgxFormatException.ThrowUnlessSize(bytes, Size, nameof(QeReportInfo)).ToArray());

    /// <summary>A question to the QE.</summary>
    /// <exception cref="SgxFormatException">The nonce is not 16 bytes.</exception>
    public static QeReportInfo Ask(ReadOnlySpan<byte> nonce, TargetInfo applicationTarget)
    {
        _ = SgxFormatException.ThrowUnlessSize(nonce, NonceSize, $"{nameof(QeReportInfo)}.nonce");
        var bytes = new byte[Size];
        nonce.CopyTo(Layout.Nonce.In(bytes));
        applicationTarget.Bytes.Span.CopyTo(Layout.ApplicationTarget.In(bytes));
        return new(bytes);
    }

    /// <summary>The same question with the QE's answer in it.</summary>
    public QeReportInfo Answered(Report qeReport)
    {
        var bytes = Bytes.ToArray();
        qeReport.Bytes.Span.CopyTo(Layout.QeReport.In(bytes));
        return new(bytes);
    }

    /// <summary>
    /// Whether the QE's Report is about this nonce and this quote. Who made it, only its target can tell.
    /// </summary>
    public bool Binds(Quote quote)
    {
        Span<byte> expected = stackalloc byte[ReportBody.ReportDataSize];
        expected.Clear();
        ReportDataOf(Nonce, quote, expected);
        return QeReport.Body.ReportData.SequenceEqual(expected);
    }

    /// <summary>Writes SHA-256(nonce || quote) to the front of a report data; the rest of it stays zero.</summary>
    public static void ReportDataOf(ReadOnlySpan<byte> nonce, Quote quote, Span<byte> reportData)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(nonce);
        hash.AppendData(quote.Bytes.Span);
        _ = hash.GetHashAndReset(reportData);
    }

    /// <summary>Where each part stands.</summary>
    public static class Layout
    {
        public static readonly Field Nonce = new(0, 16);
        public static readonly Field ApplicationTarget = new(16, 512);
        public static readonly Field QeReport = new(528, 432);

        /// <summary>All of them, in order.</summary>
        public static readonly ImmutableArray<Field> All = [Nonce, ApplicationTarget, QeReport];
    }
}
