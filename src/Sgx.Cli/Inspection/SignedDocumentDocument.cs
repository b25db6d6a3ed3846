using System.Text.Json.Nodes;
using Sgx.Dcap.Collateral;

namespace Sgx.Cli.Inspection;

/// <summary>
/// A document that Intel signs, with all its members as they stand there, in whatever version it is; only the
/// components of a TCB are brought into one form. Nothing of it has been verified.
/// </summary>
internal static class SignedDocumentDocument
{
    private const string SgxComponents = "sgxtcbcomponents";
    private const string TdxComponents = "tdxtcbcomponents";
    private const int ComponentCount = 16;

    private static readonly string[] Added = ["kind", "verified", "signature"];
    private static readonly string[] Identities = ["QE", "TD_QE", "QVE"];

    /// <exception cref="SgxFormatException">
    /// The identity of an enclave that neither makes nor verifies quotes; or nothing that Intel could have written.
    /// </exception>
    public static JsonObject Of(CollateralDocument document)
    {
        var members = JsonNode.Parse(document.Json.Span)!.AsObject();
        RequireText(members, document.Member);
        if (Array.Find(Added, members.ContainsKey) is { } added)
            throw new SgxFormatException(document.Member, "Intel's members", $"one that is called '{added}'");
        if (document.Member == "enclaveIdentity")
            RequireKnown(members["id"]);
        foreach (var level in Objects(members["tcbLevels"]))
            Condense(level["tcb"] as JsonObject);
        members["signature"] = document.Signature;
        return members;
    }

    private static void RequireKnown(JsonNode? id)
    {
        var text = id is JsonValue value && value.TryGetValue<string>(out var name) ? name : "nothing";
        if (!Identities.Contains(text))
            throw new SgxFormatException("enclave identity.id", string.Join(", ", Identities), MeaningOf(text));
    }

    private static string MeaningOf(string id) =>
        id == "QAE" ? "QAE, the quote appraisal enclave, which makes no quote and verifies none" : $"'{id}'";

    // JSON can write half a surrogate pair, which is no character and cannot be shown.
    private static void RequireText(JsonNode? node, string path)
    {
        var parts = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var part in parts)
            RequireText(part, path);
        try
        {
            _ = node is JsonValue ? node.ToString() : "";
        }
        catch (InvalidOperationException)
        {
            throw new SgxFormatException(path, "strings of characters", "half a surrogate pair");
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? array) =>
        array is JsonArray items ? items.OfType<JsonObject>() : [];

    // Version 2 names each component, version 3 lists them with words of their origin.
    private static void Condense(JsonObject? tcb)
    {
        if (tcb is null)
            return;
        CondenseList(tcb, SgxComponents);
        CondenseList(tcb, TdxComponents);
        string[] names = [.. Enumerable.Range(1, ComponentCount).Select(i => $"sgxtcbcomp{i:00}svn")];
        if (!names.All(tcb.ContainsKey))
            return;

        tcb[SgxComponents] = new JsonArray([.. names.Select(name => tcb[name]?.DeepClone())]);
        foreach (var name in names)
            _ = tcb.Remove(name);
    }

    private static bool HasSvn(JsonNode? component) =>
        component is JsonObject members && members.ContainsKey("svn");

    private static void CondenseList(JsonObject tcb, string name)
    {
        if (tcb[name] is JsonArray list && list.All(HasSvn))
            tcb[name] = new JsonArray([.. list.Select(item => item!["svn"]?.DeepClone())]);
    }
}
