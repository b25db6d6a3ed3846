using System.Text;
using Sgx.Binary;
using Sgx.Quotes;

namespace Sgx.Simulation.Tests.Twins;

/// <summary>Every field of a quote; of its certification data the form only.</summary>
internal static class QuoteOutline
{
    private static readonly (string Name, Field Field)[] Header =
    [
        ("version", QuoteHeader.Layout.Version),
        ("attestation key type", QuoteHeader.Layout.AttestationKeyType),
        ("TEE type", QuoteHeader.Layout.TeeType),
        ("QE SVN", QuoteHeader.Layout.QeSvn),
        ("PCE SVN", QuoteHeader.Layout.PceSvn),
        ("QE vendor id", QuoteHeader.Layout.QeVendorId),
        ("QE id", QuoteHeader.Layout.UserData with { Length = 16 }),
        ("user data behind the QE id", new(QuoteHeader.Layout.UserData.Offset + 16, 4)),
    ];

    private static readonly (string Name, Field Field)[] Body =
    [
        ("CPUSVN", ReportBody.Layout.CpuSvn),
        ("MISCSELECT", ReportBody.Layout.MiscSelect),
        ("reserved 1", ReportBody.Layout.Reserved1),
        ("ISVEXTPRODID", ReportBody.Layout.IsvExtProdId),
        ("FLAGS", ReportBody.Layout.Attributes),
        ("XFRM", ReportBody.Layout.Xfrm),
        ("MRENCLAVE", ReportBody.Layout.MrEnclave),
        ("reserved 2", ReportBody.Layout.Reserved2),
        ("MRSIGNER", ReportBody.Layout.MrSigner),
        ("reserved 3", ReportBody.Layout.Reserved3),
        ("CONFIGID", ReportBody.Layout.ConfigId),
        ("ISVPRODID", ReportBody.Layout.IsvProdId),
        ("ISVSVN", ReportBody.Layout.IsvSvn),
        ("CONFIGSVN", ReportBody.Layout.ConfigSvn),
        ("reserved 4", ReportBody.Layout.Reserved4),
        ("ISVFAMILYID", ReportBody.Layout.IsvFamilyId),
        ("report data hash", ReportBody.Layout.ReportData with { Length = 32 }),
        ("report data behind the hash", new(ReportBody.Layout.ReportData.Offset + 32, 32)),
    ];

    public static IReadOnlyList<OutlineNode> Of(Quote quote)
    {
        var signature = quote.Signature;
        return
        [
            .. Fields("header", Header, quote.Header.Bytes),
            .. Fields("application", Body, quote.Body.Bytes),
            Bytes("quote signature", signature.Signature),
            Bytes("attestation key", signature.AttestationKey),
            .. Fields("QE", Body, signature.QeReport.Bytes),
            Bytes("QE report signature", signature.QeReportSignature),
            Bytes("authentication data", signature.AuthenticationData.Span),
            new("certification data type", "number", $"{signature.CertificationData.Type}"),
            new("certification data", FormOf(Encoding.ASCII.GetString(signature.CertificationData.Bytes.Span)), ""),
        ];
    }

    private static List<OutlineNode> Fields(string owner, (string Name, Field Field)[] fields, ReadOnlySpan<byte> bytes)
    {
        var nodes = new List<OutlineNode>();
        foreach (var (name, field) in fields)
            nodes.Add(Bytes($"{owner} {name}", field.Of(bytes)));
        return nodes;
    }

    private static OutlineNode Bytes(string path, ReadOnlySpan<byte> bytes) =>
        new(path, $"{bytes.Length} bytes", Convert.ToHexStringLower(bytes));

    // How many lines of base64 there are depends on the lengths of names; that none is longer than 64 does not.
    private static string FormOf(string pem) =>
        string.Join(", ", pem.Split('\n').Select(FormOfLine).Where(form => form != "base64"));

    private static string FormOfLine(string line, int position) => line switch
    {
        "\0" => "NUL",
        ['-', ..] => line.Trim('-'),
        { Length: <= 64 and > 0 } => "base64",
        _ => $"line {position} of {line.Length} characters",
    };
}
