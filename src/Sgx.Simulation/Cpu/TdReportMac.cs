using System.Security.Cryptography;

namespace Sgx.Simulation.Cpu;

/// <summary>The CPU's seal on a TDREPORT: HMAC-SHA-256 over its first 224 bytes.</summary>
/// <remarks>The key of a real CPU never leaves it. This one is public, as all of the simulator's.</remarks>
internal static class TdReportMac
{
    private static ReadOnlySpan<byte> Key => "THISISTHEKEYOFSIMULATEDTDREPORTS"u8;

    /// <summary>The report with its MAC.</summary>
    public static TdReport Seal(byte[] report)
    {
        _ = HMACSHA256.HashData(Key, TdReport.Layout.MacInput.Of(report), TdReport.Layout.Mac.In(report));
        return TdReport.Parse(report);
    }

    /// <summary>EVERIFYREPORT2: whether a simulated CPU made the report.</summary>
    public static bool Holds(TdReport report) =>
        CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Key, report.MacInput), report.Mac);
}
