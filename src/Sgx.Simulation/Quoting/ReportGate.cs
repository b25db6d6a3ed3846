using Sgx.Simulation.Cpu;

namespace Sgx.Simulation.Quoting;

/// <summary>Where a quoting enclave decides whether to believe a Report.</summary>
/// <param name="own">The quoting enclave.</param>
/// <param name="acceptRustSdkReports">Whether Reports addressed to the reporting enclave itself will do.</param>
internal sealed class ReportGate(TargetInfo own, bool acceptRustSdkReports) : IDisposable
{
    private static readonly TargetInfo Nobody = TargetInfo.Parse(new byte[TargetInfo.Size]);

    private static readonly ReportKeyLayout[] OwnLayouts = [ReportKeyLayout.B, ReportKeyLayout.A, ReportKeyLayout.C];
    private static readonly ReportKeyLayout[] RustSdkLayouts = [ReportKeyLayout.C, ReportKeyLayout.A];

    private readonly Shelf<AesCmac> _usualKeys = new(() => new(
        new ReportKeyDerivation(own, SimulatorConstants.BytesOf(SimulatedCpuSvn.Default), SimulatorConstants.KeyId)
            .Derive(ReportKeyLayout.B)));

    /// <summary>The layout that the Report was made with.</summary>
    /// <exception cref="QuotingException">The Report is not to be believed.</exception>
    public ReportKeyLayout Admit(Report report)
    {
        if (SimulatorConstants.SvnOf(report.Body.CpuSvn) is null)
            throw Refused("its CPUSVN is none of the simulator's, so no simulated CPU made it");

        if (HoldsByUsualKey(report))
            return ReportKeyLayout.B;
        return Match(report, own, own.MrEnclave, OwnLayouts)
            ?? (acceptRustSdkReports ? Match(report, own, report.Body.MrEnclave, RustSdkLayouts) : null)
            ?? throw Refused(Diagnose(report));
    }

    // Nearly all Reports have the simulator's constant KEYID and one CPUSVN: their key is derived once.
    private bool HoldsByUsualKey(Report report)
    {
        if (!report.KeyId.SequenceEqual(SimulatorConstants.KeyId)
            || !report.Body.CpuSvn.SequenceEqual(SimulatorConstants.BytesOf(SimulatedCpuSvn.Default)))
            return false;
        var key = _usualKeys.Take();
        var holds = ReportMac.Holds(report, key);
        _usualKeys.PutBack(key);
        return holds;
    }

    public void Dispose() => _usualKeys.Dispose();

    private static ReportKeyLayout? Match(
        Report report, TargetInfo target, Measurement mrEnclave, ReadOnlySpan<ReportKeyLayout> layouts)
    {
        var derivation = new ReportKeyDerivation(target, report.Body.CpuSvn, report.KeyId) { MrEnclave = mrEnclave };
        foreach (var layout in layouts)
        {
            using var key = new AesCmac(derivation.Derive(layout));
            if (ReportMac.Holds(report, key))
                return layout;
        }
        return null;
    }

    private static string Diagnose(Report report)
    {
        var self = TargetInfo.Of(report.Body);
        if (Match(report, Nobody, Nobody.MrEnclave, OwnLayouts) is not null)
            return "it is addressed to nobody: its target info was all zero";
        if (Match(report, self, self.MrEnclave, OwnLayouts) is not null)
            return "it is addressed to the enclave that made it, not to this quoting enclave";
        return "its MAC is wrong: it is addressed to another enclave than this quoting enclave, or it was changed";
    }

    private static QuotingException Refused(string why) =>
        new(QuotingFailure.InvalidReport, $"the Report is refused: {why}");
}
