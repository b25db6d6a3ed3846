using System.Security.Cryptography;
using System.Text;

namespace Sgx.Dcap.Tests.Minting;

/// <summary>JSON documents as Intel signs them: good ones, to be changed by replacing text.</summary>
internal static class MintedDocument
{
    public const string Qe3MrSigner = "8C4F5775D796503E96137F77C68A829A0056AC8DED70140B081B094490C57BFF";

    public static string TcbInfo { get; } =
        $$"""
        {"id":"SGX","version":3,"issueDate":"2025-06-01T00:00:00Z","nextUpdate":"2025-07-01T00:00:00Z",
        "fmspc":"00606A000000","pceId":"0000","tcbType":0,"tcbEvaluationDataNumber":17,"tcbLevels":[
        {{Level(svn: 5, "UpToDate", "2024-03-13")}},{{Level(svn: 3, "OutOfDate", "2023-02-15")}}]}
        """.ReplaceLineEndings("");

    /// <summary>
    /// The TDX module has version 0, 1 (ISVSVN 4 up to date, 2 out of date) or 3; TDX components like those of SGX.
    /// </summary>
    public static string TdxTcbInfo { get; } = TcbInfo
        .Replace("\"id\":\"SGX\"", "\"id\":\"TDX\"")
        .Replace("\"pcesvn\":11}", "\"pcesvn\":11,\"tdxtcbcomponents\":[]}")
        .Replace("\"tcbLevels\"", $$"""
            "tdxModule":{{{Module("00")}}},"tdxModuleIdentities":[
            {"id":"TDX_01",{{Module("00")}},"tcbLevels":[{{IsvLevel(4, "UpToDate")}},{{IsvLevel(2, "OutOfDate")}}]},
            {"id":"TDX_03",{{Module("00")}},"tcbLevels":[{{IsvLevel(1, "UpToDate")}}]}],"tcbLevels"
            """.ReplaceLineEndings(""))
        .Fill(svn: 5).Fill(svn: 3);

    public static string QeIdentity { get; } =
        $$"""
        {"id":"QE","version":2,"issueDate":"2025-06-01T00:00:00Z","nextUpdate":"2025-07-01T00:00:00Z",
        "tcbEvaluationDataNumber":17,"miscselect":"00000000","miscselectMask":"FFFFFFFF",
        "attributes":"11000000000000000000000000000000","attributesMask":"FBFFFFFFFFFFFFFF0000000000000000",
        "mrsigner":"{{Qe3MrSigner}}","isvprodid":1,"tcbLevels":[
        {"tcb":{"isvsvn":8},"tcbDate":"2024-03-13T00:00:00Z","tcbStatus":"UpToDate"},
        {"tcb":{"isvsvn":6},"tcbDate":"2021-11-10T00:00:00Z","tcbStatus":"OutOfDate","advisoryIDs":["INTEL-SA-00615"]}]}
        """.ReplaceLineEndings("");

    public static string Level(int svn, string status, string date, int pceSvn = 11)
    {
        var components = string.Join(',', Enumerable.Repeat($$"""{"svn":{{svn}}}""", 16));
        var tcb = $$"""{"sgxtcbcomponents":[{{components}}],"pcesvn":{{pceSvn}}}""";
        return $$"""{"tcb":{{tcb}},"tcbDate":"{{date}}T00:00:00Z","tcbStatus":"{{status}}"}""";
    }

    /// <summary>What identifies a TDX module, by a signer of that byte alone.</summary>
    public static string Module(string signer) =>
        $"""
        "mrsigner":"{string.Concat(Enumerable.Repeat(signer, 48))}","attributes":"{new string('0', 16)}",
        "attributesMask":"{new string('F', 16)}"
        """.ReplaceLineEndings("");

    /// <summary>A level of an enclave or a module.</summary>
    public static string IsvLevel(int isvSvn, string status) =>
        $$"""{"tcb":{"isvsvn":{{isvSvn}}},"tcbDate":"2024-03-13T00:00:00Z","tcbStatus":"{{status}}"}""";

    // The first level that has no TDX components yet gets 16 of that version.
    private static string Fill(this string document, int svn)
    {
        const string empty = "\"tdxtcbcomponents\":[]";
        var at = document.IndexOf(empty, StringComparison.Ordinal) + empty.Length - 1;
        return document.Insert(at, string.Join(',', Enumerable.Repeat($$"""{"svn":{{svn}}}""", 16)));
    }

    /// <summary>The envelope with the document and a signature by nobody.</summary>
    public static byte[] Unsigned(string member, string document) =>
        Encoding.UTF8.GetBytes($$"""{"{{member}}":{{document}},"signature":"{{new string('0', 128)}}"}""");

    /// <summary>The envelope with the document and its signature.</summary>
    public static byte[] Sign(string member, string document, ECDsa key)
    {
        var raw = key.SignData(Encoding.UTF8.GetBytes(document), HashAlgorithmName.SHA256);
        var signature = Convert.ToHexStringLower(raw);
        return Encoding.UTF8.GetBytes($$"""{"{{member}}":{{document}},"signature":"{{signature}}"}""");
    }
}
