using System.Security.Cryptography;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Soak.Clients;

/// <summary>The enclave of every client: it says something new each time, and knows its quote by that.</summary>
internal static class Application
{
    private static readonly SimulatedEnclave Enclave = new(
        new()
        {
            MrEnclave = new(SHA256.HashData("a soaked enclave"u8)), MrSigner = new(SHA256.HashData("its signer"u8)),
        },
        new SimulatedCpu());

    public static Report Report(TargetInfo quotingEnclave) =>
        Enclave.CreateReport(quotingEnclave, RandomNumberGenerator.GetBytes(ReportBody.ReportDataSize));

    /// <exception cref="SgxFormatException">It is no quote.</exception>
    /// <exception cref="SoakException">It is one of another report.</exception>
    public static void RequireQuoteOf(Report report, ReadOnlySpan<byte> quote)
    {
        if (!Quote.Parse(quote).Body.Bytes.SequenceEqual(report.Body.Bytes))
            throw new SoakException("the quote is of another report");
    }
}
