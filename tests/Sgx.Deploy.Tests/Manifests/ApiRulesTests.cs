namespace Sgx.Deploy.Tests.Manifests;

public sealed class ApiRulesTests
{
    private const string Good = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: { name: agent, labels: { a: b } }
        spec:
          selector: { matchLabels: { a: b } }
          updateStrategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
          template:
            metadata: { labels: { a: b } }
            spec:
              containers:
                - name: agent
                  image: image
                  env: [{ name: SGX_AESM_ADDR, value: "1" }]
                  ports: [{ name: http, containerPort: 80 }]
                  readinessProbe: { httpGet: { path: /, port: http } }
                  resources: { limits: { cpu: 1, kubernetes.azure.com/sgx_epc_mem_in_MiB: 10 } }
                  volumeMounts: [{ name: aesm, mountPath: /aesm }]
              volumes: [{ name: aesm, hostPath: { path: /aesm } }]
        """;

    [Fact]
    public void A_good_object_is_taken() => Complaints.None(ComplaintsOf(Good));

    [Theory]
    [InlineData("value: \"1\"", "value: 1", "value: 1 (Int64)")]
    [InlineData("containerPort: 80", "containerPort: \"80\"", "containerPort")]
    [InlineData("metadata: { labels: { a: b } }", "metadata: { labels: { a: c } }", "selector a=b")]
    [InlineData("name: agent, labels", "name: Agent, labels", "name Agent")]
    [InlineData("labels: { a: b } }\nspec", "labels: { a: b/c } }\nspec", "label a")]
    [InlineData("maxUnavailable: 0", "maxUnavailable: 1", "maxSurge")]
    [InlineData("maxSurge: 1", "maxSurge: 0", "maxSurge")]
    [InlineData("port: http }", "port: htpt }", "port htpt")]
    [InlineData("MiB: 10", "MiB: 10Mi", "counts MiB")]
    [InlineData("MiB: 10", "MiB: 100m", "no whole number")]
    [InlineData("limits: {", "requests: {", "without a limit")]
    [InlineData("mountPath: /aesm }]", "mountPath: /aesm }, { name: aesm, mountPath: /aesm }]", "mounted twice")]
    [InlineData("[{ name: aesm, mountPath: /aesm }]", "[]", "mounted nowhere")]
    [InlineData("[{ name: aesm, hostPath: { path: /aesm } }]", "[]", "no volume aesm")]
    [InlineData("env: [", "env: [{ name: SGX_AESM_ADDR, value: \"0\" }, ", "variable SGX_AESM_ADDR twice")]
    public void A_mistake_is_told(string good, string bad, string complaint) => Assert.Contains(
        ComplaintsOf(Replace(good, bad)), each => each.Contains(complaint, StringComparison.Ordinal));

    [Theory]
    [InlineData("image: image", "imagee: image")]
    [InlineData("hostPath: { path: /aesm }", "hostPath: { paths: /aesm }")]
    [InlineData("apps/v1", "apps/v2")]
    public void A_field_or_kind_that_the_api_does_not_know_is_refused(string good, string bad) =>
        Assert.Throws<InvalidDataException>(() => ComplaintsOf(Replace(good, bad)));

    [Theory]
    [InlineData("a: yes")]
    [InlineData("a: 010")]
    [InlineData("a: 1.5")]
    [InlineData("a: 12:30")]
    public void A_word_that_readers_take_differently_is_refused(string yaml) =>
        Assert.Throws<InvalidDataException>(() => Yaml.ReadMap(yaml));

    [Fact]
    public void A_difference_is_told_by_its_path_and_the_order_of_named_things_is_none()
    {
        var left = Yaml.ReadMap("a: { b: [{ name: x, v: 1 }, { name: z, v: 2 }], c: [1, 2] }");
        var right = Yaml.ReadMap("a: { b: [{ name: z, v: 3 }, { name: x, v: 1 }], c: [2, 1] }");

        Assert.Equal(
            ["a.b.z.v: 2 (Int64) / 3 (Int64)", "a.c[0]: 1 (Int64) / 2 (Int64)", "a.c[1]: 2 (Int64) / 1 (Int64)"],
            Tree.Differences(left, right));
    }

    private static string Replace(string good, string bad)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        return Good.Replace(good, bad, StringComparison.Ordinal);
    }

    private static List<string> ComplaintsOf(string yaml) =>
        [.. Manifest.ReadAll(yaml, "test").SelectMany(ApiRules.Complaints)];
}
