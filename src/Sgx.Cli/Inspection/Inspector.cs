using System.Text;
using System.Text.Json.Nodes;
using Sgx.Cli.Input;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;

namespace Sgx.Cli.Inspection;

/// <summary>Finds out by its content what a file holds, and shows it. Nothing of it is verified.</summary>
/// <param name="showsIdentifiers">Whether to show what identifies the very machine.</param>
internal sealed class Inspector(bool showsIdentifiers)
{
    private const string Known =
        "a quote, a certificate or chain, a revocation list, TCB info, an enclave identity, a collateral bundle, "
        + "a Report or a target info";

    private readonly List<string> _problems = [];

    /// <summary>What of it cannot be read; the rest is shown.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <exception cref="InputException">Not readable, or nothing that is known here.</exception>
    public JsonObject Of(CliHost host, string path)
    {
        if (Directory.Exists(path))
            return Mark("collateral", Collateral(CollateralInput.Read(host, path)));

        var bytes = InputFile.Read(host, path, InputFile.MaxQuote);
        return InputException.IfMalformed(InputFault.MalformedQuote, path, () => Of(bytes));
    }

    private JsonObject Of(byte[] bytes) => OfText(bytes) ?? OfRaw(ByteForm.ToRaw(bytes));

    private JsonObject? OfText(byte[] bytes) => Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 64)))
        .TrimStart() switch
    {
        ['{', ..] => OfJson(bytes),
        var text when text.StartsWith("-----BEGIN X509 CRL", StringComparison.Ordinal) => OfCrl(bytes),
        var text when text.StartsWith("-----BEGIN%20", StringComparison.Ordinal) => OfText(Unescape(bytes)),
        ['-', '-', '-', '-', '-', ..] => OfCertificates(CertificateDocument.OfPem(bytes, showsIdentifiers)),
        _ => null,
    };

    // Intel's services put chains into headers, where white space is escaped.
    private static byte[] Unescape(byte[] bytes) =>
        Encoding.Latin1.GetBytes(Uri.UnescapeDataString(Encoding.Latin1.GetString(bytes)));

    // What was text may hold text again: a bundle in base64, a list in hexadecimal.
    private JsonObject OfRaw(byte[] raw) => OfText(raw) ?? raw switch
    {
        _ when DerForm.IsCrl(raw) => OfCrl(raw),
        _ when DerForm.IsOneValue(raw) => OfCertificates(CertificateDocument.OfDer(raw, showsIdentifiers)),
        { Length: TargetInfo.Size } => Mark("targetInfo", ReportDocument.Of(TargetInfo.Parse(raw))),
        { Length: Report.Size } => Mark("report", ReportDocument.Of(Report.Parse(raw))),
        _ => OfQuote(raw),
    };

    private JsonObject OfJson(byte[] json)
    {
        if (CollateralDocument.Open(json) is { } document)
            return Mark(document.Member, SignedDocument(document));
        return Mark("collateral", Collateral(CollateralBundle.Parse(json)));
    }

    private JsonObject OfQuote(byte[] raw)
    {
        var quote = ParseQuote(raw);
        var document = QuoteDocument.Of(quote);
        document["pck"] = Try("pck", () => PckDocument.Of(quote, showsIdentifiers));
        return Mark("quote", document);
    }

    private static Quote ParseQuote(byte[] raw)
    {
        try
        {
            return Quote.Parse(raw);
        }
        catch (SgxFormatException e) when (raw is not [>= 1 and <= 5, 0, ..])
        {
            throw new SgxFormatException("content", Known, $"{raw.Length} bytes that are none ({e.Message})");
        }
    }

    private static JsonObject OfCrl(byte[] list) => Mark("crl", CrlDocument.Of(list));

    private static JsonObject OfCertificates(JsonArray certificates) =>
        Mark("certificates", new() { ["certificates"] = certificates });

    private JsonObject SignedDocument(CollateralDocument document)
    {
        if (document.FindFault() is { } fault)
            _problems.Add(fault);
        return SignedDocumentDocument.Of(document);
    }

    private JsonObject Collateral(QuoteCollateral collateral) => new()
    {
        ["tcbInfo"] = Try("tcbInfo", () => Document(collateral.TcbInfo)),
        ["tcbInfoIssuerChain"] = Try("tcbInfoIssuerChain", () => Chain(collateral.TcbInfoIssuerChain)),
        ["qeIdentity"] = Try("qeIdentity", () => Document(collateral.QeIdentity)),
        ["qeIdentityIssuerChain"] = Try("qeIdentityIssuerChain", () => Chain(collateral.QeIdentityIssuerChain)),
        ["rootCaCrl"] = Try("rootCaCrl", () => CrlDocument.Of(collateral.RootCaCrl)),
        ["pckCrl"] = Try("pckCrl", () => CrlDocument.Of(collateral.PckCrl)),
        ["pckCertificateChain"] = collateral.PckCertificateChain is { } chain
            ? Try("pckCertificateChain", () => Chain(chain))
            : null,
        ["pckCrlIssuerChain"] = Try("pckCrlIssuerChain", () => Chain(collateral.PckCrlIssuerChain)),
    };

    private JsonArray Chain(ReadOnlyMemory<byte> pem) => CertificateDocument.OfPem(pem, showsIdentifiers);

    private JsonObject Document(ReadOnlyMemory<byte> json) => CollateralDocument.Open(json) is { } document
        ? SignedDocument(document)
        : throw new SgxFormatException("collateral document", "TCB info or an enclave identity", "another object");

    // What is broken in one part does not hide the others.
    private JsonNode? Try(string part, Func<JsonNode?> show)
    {
        try
        {
            return show();
        }
        catch (SgxFormatException e)
        {
            _problems.Add($"{part}: {e.Message}");
            return null;
        }
    }

    private static JsonObject Mark(string kind, JsonObject document)
    {
        document.Insert(0, "kind", kind);
        document.Insert(1, "verified", false);
        return document;
    }
}
