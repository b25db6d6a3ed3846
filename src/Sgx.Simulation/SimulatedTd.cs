using System.Security.Cryptography;
using Sgx.Simulation.Cpu;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Simulation;

/// <summary>A trust domain on a simulated machine: it can make TDREPORTs, which the TDQE there quotes.</summary>
/// <param name="identity">Who it is.</param>
/// <param name="tcb">How well patched the machine's TDX is now.</param>
public sealed class SimulatedTd(TdIdentity identity, TdxTcb tcb)
{
    // Which fields of TEE_TCB_INFO are there, as modules of TDX 1.0 say it; nobody looks.
    private const ulong ValidFields = 0x301ff;

    private static readonly byte[] MrSeam =
        SHA384.HashData("This is a simulated TDX module: it protects and proves nothing."u8);

    public TdIdentity Identity { get; } = identity;

    /// <summary>TDG.MR.REPORT: what this TD says to the enclaves of its machine.</summary>
    /// <param name="reportData">At most 64 bytes, filled up with zeros.</param>
    /// <exception cref="SgxFormatException">More than 64 bytes.</exception>
    public TdReport CreateReport(ReadOnlySpan<byte> reportData)
    {
        if (reportData.Length > TdReport.Layout.ReportData.Length)
            throw new SgxFormatException(
                "TdReport.REPORTDATA", $"at most {TdReport.Layout.ReportData.Length} bytes", $"{reportData.Length}");

        var bytes = new byte[TdReport.Size];
        WriteTcb(bytes);
        WriteTd(bytes);
        WriteMacInput(bytes, reportData);
        return TdReportMac.Seal(bytes);
    }

    private void WriteTcb(byte[] report)
    {
        WriteUInt64LittleEndian(TdReport.Layout.Valid.In(report), ValidFields);
        (Identity.LaunchTcb ?? tcb).ToBytes().CopyTo(TdReport.Layout.TeeTcbSvn.In(report));
        MrSeam.CopyTo(TdReport.Layout.MrSeam.In(report));
        tcb.ToBytes().CopyTo(TdReport.Layout.TeeTcbSvn2.In(report));
    }

    private void WriteTd(byte[] report)
    {
        WriteUInt64LittleEndian(TdReport.Layout.TdAttributes.In(report), (ulong)Identity.Attributes);
        WriteUInt64LittleEndian(TdReport.Layout.Xfam.In(report), Identity.Xfam);
        Identity.MrTd.Span.CopyTo(TdReport.Layout.MrTd.In(report));
        Identity.MrConfigId.Span.CopyTo(TdReport.Layout.MrConfigId.In(report));
        Identity.MrOwner.Span.CopyTo(TdReport.Layout.MrOwner.In(report));
        Identity.MrOwnerConfig.Span.CopyTo(TdReport.Layout.MrOwnerConfig.In(report));
        Identity.Rtmrs.Span.CopyTo(TdReport.Layout.Rtmrs.In(report));
        Identity.MrServiceTd.Span.CopyTo(TdReport.Layout.MrServiceTd.In(report));
    }

    private void WriteMacInput(byte[] report, ReadOnlySpan<byte> reportData)
    {
        var saysServiceTd = Identity.MrServiceTd.Span.ContainsAnyExcept((byte)0);
        ((ReadOnlySpan<byte>)[TdReport.TdxType, 0, saysServiceTd ? (byte)1 : (byte)0, 0])
            .CopyTo(TdReport.Layout.ReportType.In(report));
        SimulatorConstants.BytesOf(SimulatedCpuSvn.Default).CopyTo(TdReport.Layout.CpuSvn.In(report));
        reportData.CopyTo(TdReport.Layout.ReportData.In(report));
        _ = SHA384.HashData(TdReport.Layout.TeeTcbInfo.Of(report), TdReport.Layout.TeeTcbInfoHash.In(report));
        _ = SHA384.HashData(TdReport.Layout.TdInfo.Of(report), TdReport.Layout.TdInfoHash.In(report));
    }
}
