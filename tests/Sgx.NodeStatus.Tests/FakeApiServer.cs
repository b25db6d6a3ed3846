using System.Net;
using System.Text.Json.Nodes;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sgx.NodeStatus.Tests;

/// <summary>An API server that has one Node and takes Events; it carries patches out as the real one does.</summary>
internal sealed class FakeApiServer : IAsyncDisposable
{
    public const string NodeName = "node-1";

    private readonly WebApplication _server;

    private FakeApiServer(WebApplication server, int port)
    {
        _server = server;
        Cluster = new(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{port}" });
    }

    public Kubernetes Cluster { get; }

    public JsonObject Node { get; } = JsonNode.Parse(
        $$$"""
        {
            "apiVersion": "v1", "kind": "Node", "metadata": {"name": "{{{NodeName}}}"},
            "spec": {"taints": [
                {"key": "somebody/elses", "effect": "NoSchedule"},
                {"key": "sgx-quote-helper.io/not-ready", "effect": "NoSchedule"}]},
            "status": {
                "capacity": {"cpu": "4"},
                "conditions": [{"type": "Ready", "status": "True"}]}
        }
        """)!.AsObject();

    public List<JsonObject> Events { get; } = [];

    /// <summary>While true, it answers nothing but 500.</summary>
    public bool IsBroken { get; set; }

    /// <summary>What is refused as forbidden: requests with this in their path or body; null refuses none.</summary>
    public string? Refused { get; set; }

    public JsonObject? Condition(string type) =>
        Conditions.FirstOrDefault(c => (string?)c!["type"] == type)?.AsObject();

    private JsonArray Conditions => Node["status"]!["conditions"]!.AsArray();

    public static async Task<FakeApiServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        FakeApiServer? api = null;
        server.Run(request => api!.Answer(request));
        await server.StartAsync(TestContext.Current.CancellationToken);
        return api = new(server, new Uri(server.Urls.Single()).Port);
    }

    public async ValueTask DisposeAsync()
    {
        Cluster.Dispose();
        await _server.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var (status, answer) = IsBroken
            ? (500, new JsonObject { ["message"] = "etcd is away" })
            : Refused is { } refused && $"{request.Path} {body}".Contains(refused, StringComparison.Ordinal)
            ? (403, new JsonObject { ["message"] = "it is forbidden" })
            : Answer(request.Method, request.Path, request.ContentType ?? "", body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), TestContext.Current.CancellationToken);
    }

    private (int Status, JsonNode Body) Answer(string method, string path, string type, string body)
    {
        if (method == "POST" && path == "/api/v1/namespaces/default/events")
        {
            Events.Add(JsonNode.Parse(body)!.AsObject());
            return (201, JsonNode.Parse(body)!);
        }

        if (!path.StartsWith($"/api/v1/nodes/{NodeName}", StringComparison.Ordinal))
            return (404, new JsonObject());
        if (method == "PATCH" && !Patch(type, JsonNode.Parse(body)!))
            return (422, new JsonObject { ["message"] = "the patch does not apply" });
        return (200, Node.DeepClone());
    }

    private bool Patch(string type, JsonNode patch)
    {
        if (type.StartsWith("application/strategic-merge-patch+json", StringComparison.Ordinal))
        {
            foreach (var condition in patch["status"]?["conditions"]?.AsArray() ?? [])
                Merge(condition!.AsObject());
            return true;
        }

        Assert.StartsWith("application/json-patch+json", type, StringComparison.Ordinal);
        return patch.AsArray().All(operation => Apply(operation!.AsObject()));
    }

    private void Merge(JsonObject condition)
    {
        if (Condition((string)condition["type"]!) is { } old)
            _ = Conditions.Remove(old);
        if (condition["$patch"] is null)
            Conditions.Add(condition.DeepClone());
    }

    // RFC 6902, for members and elements that are there, and "add" of a member.
    private bool Apply(JsonObject operation)
    {
        string[] steps =
        [
            .. ((string)operation["path"]!).Split('/')[1..].Select(step => step.Replace("~1", "/").Replace("~0", "~")),
        ];
        var parent = steps[..^1].Aggregate((JsonNode?)Node, Child);
        return (string?)operation["op"] switch
        {
            "test" => JsonNode.DeepEquals(Child(parent, steps[^1]), operation["value"]),
            "add" => Add(parent!.AsObject(), steps[^1], operation["value"]!),
            "remove" when parent is JsonArray array => Remove(array, int.Parse(steps[^1])),
            "remove" => parent!.AsObject().Remove(steps[^1]),
            _ => false,
        };
    }

    private static JsonNode? Child(JsonNode? node, string step) =>
        node is JsonArray array ? array[int.Parse(step)] : node?[step];

    private static bool Add(JsonObject parent, string name, JsonNode value)
    {
        parent[name] = value.DeepClone();
        return true;
    }

    private static bool Remove(JsonArray array, int index)
    {
        array.RemoveAt(index);
        return true;
    }
}
