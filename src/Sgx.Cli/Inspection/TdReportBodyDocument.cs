using System.Text.Json.Nodes;
using Sgx.Binary;
using Sgx.Cli.Output;
using Sgx.Quotes;
using L = Sgx.Quotes.TdReportBody.Layout;

namespace Sgx.Cli.Inspection;

/// <summary>Every field of a TD report body, as it stands there.</summary>
internal static class TdReportBodyDocument
{
    private static readonly (string Name, Field Field)[] Td10 =
    [
        ("teeTcbSvn", L.TeeTcbSvn), ("mrSeam", L.MrSeam), ("mrSignerSeam", L.MrSignerSeam),
        ("seamAttributes", L.SeamAttributes),
    ];

    private static readonly (string Name, Field Field)[] Td15 =
        [("teeTcbSvn2", L.TeeTcbSvn2), ("mrServiceTd", L.MrServiceTd)];

    private static readonly (string Name, Field Field)[] Extended =
    [
        ("vmFlags", L.VmFlags), ("tdId", L.TdId), ("deviceInfo", L.DeviceInfo),
        ("initialServiceTdHash", L.InitialServiceTdHash), ("initialServiceTdAttributes", L.InitialServiceTdAttributes),
        ("initialCpuSvn", L.InitialCpuSvn), ("initialTeeTcbSvn", L.InitialTeeTcbSvn),
        ("initialFmspc", L.InitialFmspc), ("currentServiceTdHash", L.CurrentServiceTdHash),
        ("currentServiceTdAttributes", L.CurrentServiceTdAttributes),
    ];

    public static JsonObject Of(TdReportBody body) => AddTo([], body);

    /// <summary>The fields as members of a document that has others in front of them.</summary>
    public static JsonObject AddTo(JsonObject document, TdReportBody body)
    {
        Add(document, Td10, body.Bytes);
        document["tdAttributes"] = $"{(ulong)body.TdAttributes:x16}";
        document["flags"] = body.TdAttributes.ToString();
        document["xfam"] = $"{body.Xfam:x16}";
        document["mrTd"] = Json.Hex(body.MrTd);
        document["mrConfigId"] = Json.Hex(body.MrConfigId);
        document["mrOwner"] = Json.Hex(body.MrOwner);
        document["mrOwnerConfig"] = Json.Hex(body.MrOwnerConfig);
        document["rtmrs"] = Rtmrs(body);
        if (body.HasCurrentTcb)
            Add(document, Td15, body.Bytes);
        if (body.Bytes.Length == TdReportBody.ExtendedSize)
            Add(document, Extended, body.Bytes);
        document["debug"] = body.IsDebug;
        document["reportData"] = Json.Hex(body.ReportData);
        return document;
    }

    private static JsonArray Rtmrs(TdReportBody body)
    {
        var rtmrs = new JsonArray();
        for (var i = 0; i < TdReportBody.RtmrCount; i++)
            rtmrs.Add((JsonNode)Json.Hex(body.Rtmr(i)));
        return rtmrs;
    }

    private static void Add(JsonObject document, (string Name, Field Field)[] fields, ReadOnlySpan<byte> body)
    {
        foreach (var (name, field) in fields)
            document[name] = Json.Hex(field.Of(body));
    }
}
