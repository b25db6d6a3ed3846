using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;

namespace Sgx.NodeStatus;

/// <summary>Changes of a Node object, as small as they can be, so that nobody else's are undone.</summary>
internal static class NodePatches
{
    /// <summary>Changes nothing. Its answer is the Node, and who may patch but not read it sees it so.</summary>
    public static V1Patch Nothing { get; } = new("{}", V1Patch.PatchType.StrategicMergePatch);

    /// <summary>Sets one condition of the status, beside the others: they are merged by their type.</summary>
    public static V1Patch Condition(string type, QuotingState state, DateTimeOffset now, DateTimeOffset since) =>
        StrategicMerge(new JsonObject
        {
            ["type"] = type,
            ["status"] = state.IsReady ? "True" : "False",
            ["reason"] = state.Reason,
            ["message"] = state.Message,
            ["lastHeartbeatTime"] = Time(now),
            ["lastTransitionTime"] = Time(since),
        });

    /// <summary>Takes a condition away.</summary>
    public static V1Patch NoCondition(string type) =>
        StrategicMerge(new JsonObject { ["$patch"] = "delete", ["type"] = type });

    /// <summary>Sets the capacity of extended resources.</summary>
    public static V1Patch Capacity(IReadOnlyDictionary<string, long> capacity) => Json(
    [
        .. capacity.Select(resource => Operation("add", CapacityPath(resource.Key), $"{resource.Value}")),
    ]);

    /// <summary>Takes extended resources away.</summary>
    public static V1Patch NoCapacity(IEnumerable<string> resources) =>
        Json([.. resources.Select(resource => Operation("remove", CapacityPath(resource), null))]);

    /// <summary>Takes all taints with a key away, whatever their effects; null when the node has none.</summary>
    /// <remarks>The tests fail the patch when the list has changed meanwhile, and the next one tries again.</remarks>
    public static V1Patch? NoTaint(V1Node node, string key)
    {
        // From the end, so that those which are still to go stay at their places.
        var places = (node.Spec?.Taints ?? []).Index().Where(taint => taint.Item.Key == key)
            .Select(taint => $"/spec/taints/{taint.Index}").Reverse().ToList();
        return places.Count == 0
            ? null
            : Json([
                .. places.Select(place => Operation("test", $"{place}/key", key)),
                .. places.Select(place => Operation("remove", place, null)),
            ]);
    }

    private static V1Patch StrategicMerge(JsonObject condition) => new(
        new JsonObject { ["status"] = new JsonObject { ["conditions"] = new JsonArray(condition) } }.ToJsonString(),
        V1Patch.PatchType.StrategicMergePatch);

    private static V1Patch Json(JsonNode[] operations) =>
        new(new JsonArray(operations).ToJsonString(), V1Patch.PatchType.JsonPatch);

    private static JsonObject Operation(string what, string path, string? value)
    {
        var operation = new JsonObject { ["op"] = what, ["path"] = path };
        if (value is not null)
            operation["value"] = value;
        return operation;
    }

    // RFC 6901: what would end a step of the path is written otherwise.
    private static string CapacityPath(string resource) => "/status/capacity/"
        + resource.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
