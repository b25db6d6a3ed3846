using System.Text;
using Sgx.Quotes;

namespace Sgx.Fuzz.Targets;

/// <summary>Genuine quotes whose certification data are not the PCK chain: nothing signs those.</summary>
internal static class OddQuotes
{
    private const int PpidTailSize = 20;

    /// <summary>A quote with each other kind of certification data.</summary>
    public static IReadOnlyList<Quote> All { get; } =
    [
        With(SimulatedNode.Quotes[0], CertificationDataType.PpidRsa3072, new byte[384 + PpidTailSize]),
        With(SimulatedNode.Quotes[1], CertificationDataType.PpidRsa2048, new byte[256 + PpidTailSize]),
        With(SimulatedNode.Quotes[2], CertificationDataType.PckLeaf, Encoding.ASCII.GetBytes(PckLeafPem)),
        With(SimulatedNode.Quotes[3], CertificationDataType.PpidClear, new byte[16 + PpidTailSize]),
    ];

    /// <summary>The platform's certificate without its issuers.</summary>
    public static string PckLeafPem => FirstOf(SimulatedNode.Platform.Intel.PckChainPem);

    /// <summary>Puts the quote together anew, of the parts that were read from it.</summary>
    public static Quote Reassemble(Quote quote) => With(quote, quote.Signature.CertificationData);

    private static Quote With(Quote quote, CertificationDataType type, byte[] data) =>
        With(quote, new CertificationData(type, data));

    private static Quote With(Quote quote, CertificationData data) => Quote.Assemble(new()
    {
        SignedBytes = quote.SignedBytes.ToArray(),
        Signature = quote.Signature.Signature.ToArray(),
        AttestationKey = quote.Signature.AttestationKey.ToArray(),
        QeReport = quote.Signature.QeReport.Bytes.ToArray(),
        QeReportSignature = quote.Signature.QeReportSignature.ToArray(),
        AuthenticationData = quote.Signature.AuthenticationData,
        CertificationData = data,
    });

    private static string FirstOf(string pem)
    {
        const string end = "-----END CERTIFICATE-----\n";
        return pem[..(pem.IndexOf(end, StringComparison.Ordinal) + end.Length)];
    }
}
