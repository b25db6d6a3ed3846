using Sgx.Simulation;

namespace Sgx.Agent.Tests.Support;

/// <summary>An enclave application of the tests.</summary>
internal static class SimulatedApplication
{
    public static SimulatedEnclave Enclave { get; } = new(
        new()
        {
            MrEnclave = Measurement.Parse(new string('1', 64)), MrSigner = Measurement.Parse(new string('2', 64)),
        },
        new SimulatedCpu());

    public static Report Report(TargetInfo quotingEnclave, string text = "") =>
        Enclave.CreateReport(quotingEnclave, ReportDataOf(text));

    public static byte[] ReportDataOf(string text)
    {
        var data = new byte[ReportBody.ReportDataSize];
        _ = System.Text.Encoding.UTF8.GetBytes(text, data);
        return data;
    }

    /// <summary>The whole flow of a client.</summary>
    public static async Task<QuoteResponse> Quote(
        IQuotingPlatform platform, string text, CancellationToken cancellation)
    {
        var enclave = await platform.Initialize(AttestationKeyId.EcdsaP256, cancellation);
        return await platform.GetQuote(new(Report(enclave.TargetInfo, text), AttestationKeyId.EcdsaP256), cancellation);
    }
}
