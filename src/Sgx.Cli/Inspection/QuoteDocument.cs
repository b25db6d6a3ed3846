using System.Text.Json.Nodes;
using Sgx.Cli.Output;
using Sgx.Dcap.Certificates;
using Sgx.Quotes;

namespace Sgx.Cli.Inspection;

/// <summary>Every field of a quote, as it stands there. Nothing of it has been verified.</summary>
internal static class QuoteDocument
{
    public static JsonObject Of(Quote quote) => new()
    {
        ["size"] = quote.Bytes.Length,
        ["header"] = Header(quote.Header),
        ["bodyType"] = quote.BodyType.ToString(),
        ["reportBody"] = quote.IsTd ? null : ReportBodyDocument.Of(quote.Body),
        ["tdReportBody"] = quote.IsTd ? TdReportBodyDocument.Of(quote.TdBody) : null,
        ["signature"] = Json.Hex(quote.Signature.Signature),
        ["attestationKey"] = Json.Hex(quote.Signature.AttestationKey),
        ["qeReport"] = ReportBodyDocument.Of(quote.Signature.QeReport),
        ["qeReportSignature"] = Json.Hex(quote.Signature.QeReportSignature),
        ["authenticationData"] = Json.Hex(quote.Signature.AuthenticationData.Span),
        ["certificationData"] = CertificationData(quote.Signature.CertificationData),
        ["simulated"] = PckCertificate.SaysSimulated(quote),
    };

    private static JsonObject Header(QuoteHeader header) => new()
    {
        ["version"] = header.Version,
        ["attestationKeyType"] = (ushort)header.AttestationKeyType,
        ["teeType"] = (uint)header.TeeType,
        ["qeSvn"] = header.QeSvn,
        ["pceSvn"] = header.PceSvn,
        ["qeVendorId"] = Json.Hex(header.QeVendorId),
        ["userData"] = Json.Hex(header.UserData),
    };

    private static JsonObject CertificationData(CertificationData data) => new()
    {
        ["type"] = (ushort)data.Type,
        ["name"] = data.Type.ToString(),
        ["size"] = data.Bytes.Length,
    };
}
