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
