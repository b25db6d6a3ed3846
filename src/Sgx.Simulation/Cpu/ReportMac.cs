using System.Security.Cryptography;

namespace Sgx.Simulation.Cpu;

/// <summary>The seal on a Report: AES-128-CMAC over its body under the target's report key.</summary>
internal static class ReportMac
{
    /// <summary>The Report with that body, under that key.</summary>
    public static Report Seal(ReadOnlySpan<byte> body, byte[] reportKey)
    {
        var bytes = new byte[Report.Size];
        body.CopyTo(Report.Layout.Body.In(bytes));
        SimulatorConstants.KeyId.CopyTo(Report.Layout.KeyId.In(bytes));
        using var mac = new AesCmac(reportKey);
        mac.Compute(body).CopyTo(Report.Layout.Mac.In(bytes));
        return Report.Parse(bytes);
    }

    /// <summary>Whether the Report was made under that key.</summary>
    public static bool Holds(Report report, AesCmac reportKey) =>
        CryptographicOperations.FixedTimeEquals(reportKey.Compute(report.Body.Bytes), report.Mac);
}
