using Sgx.Deploy.Tests.Manifests;

namespace Sgx.Deploy.Tests.Charts;

/// <summary>Values beside the switches of <c>values.yaml</c>, by name.</summary>
internal static class ChartVariants
{
    /// <summary>Laid under every variant, so that no part escapes.</summary>
    public const string Everything = """
        nodeStatus: { enabled: true }
        policies: { enabled: true }
        priorityQuota: { create: true }
        openshift: { scc: { create: true } }
        monitoring:
          serviceMonitor: { enabled: true }
          podMonitor: { enabled: true }
          rules: { enabled: true }
          dashboard: { enabled: true }
        """;

    /// <summary>A NetworkPolicyPeer, in YAML.</summary>
    public const string Prometheus =
        "{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["as it is"] = "{}",
        ["an image by digest"] = $"image: {{ registry: registry.example, digest: 'sha256:{new string('a', 64)}' }}",
        ["an image by tag"] = "image: { tag: simulated }",
        ["secrets to pull by"] = "imagePullSecrets: [{ name: pull }]",
        ["another name"] = "nameOverride: other",
        ["a long name"] = "fullnameOverride: a-name-that-is-much-longer-than-forty-characters-are",
        ["another namespace"] = "namespaceOverride: kube-system",
        ["labels"] = "{ commonLabels: { team: a }, podLabels: { pod: b }, quoteHelper: { podLabels: { part: c } } }",
        ["annotations"] = "{ podAnnotations: { a: b }, quoteHelper: { podAnnotations: { c: d } } }",
        ["no priority"] = "priorityClassName: ''",
        ["every node"] = """
            { sgxNodes: [], tolerations: [], nodeSelector: { kubernetes.io/os: null, kubernetes.io/arch: null } }
            """,
        ["own affinity"] = "affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } }",
        ["other folders"] = """
            socket: { hostPath: /run/aesmd }
            state: { hostPath: /data/sgx }
            allocations: { hostPath: /run/sgx/allocations }
            kubelet: { hostPath: /var/lib/k0s/kubelet }
            """,
        ["settings"] = """
            quoteHelper: { settings: { queue-capacity: "8192", audit: "off" } }
            devicePlugin: { settings: { log-level: debug } }
            """,
        ["a file of settings"] = """
            quoteHelper:
              config: |
                { "quote-workers": "3",
                  "audit": "off" }
            """,
        ["EPC reserved, no surge"] = """
            quoteHelper:
              sgxResources: { kubernetes.azure.com/sgx_epc_mem_in_MiB: "10" }
              updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
            """,
        ["device nodes alone"] = """
            quoteHelper: { sgxResources: { sgx.intel.com/enclave: 1, sgx.intel.com/provision: 1 } }
            """,
        ["updates by hand"] = "quoteHelper: { updateStrategy: { type: OnDelete, rollingUpdate: null } }",
        ["host network"] = "quoteHelper: { hostNetwork: true }",
        ["only the quoting resource"] = "devicePlugin: { resourceNames: [sgx-quote-helper.io/quoting] }",
        ["no resource opts in"] = "devicePlugin: { optIn: [] }",
        ["EPC in units of the plugin"] = "epc: { mode: plugin }",
        ["EPC by one name alone"] = "epc: { dialects: [{ name: sgx.intel.com/epc, unit: bytes }] }",
        ["no policies for pods"] = "policies: { enabled: false }",
        ["one policy for pods"] = "policies: { quoteProvider: false, units: false, oneWay: false, warnings: false }",
        ["no taint"] = "nodeStatus: { taint: '' }",
        ["IPv6"] = "{ quoteHelper: { http: { address: '[::]' } }, devicePlugin: { http: { address: '[::1]' } } }",
        ["no condition"] = "nodeStatus: { condition: '' }",
        ["events alone"] = "nodeStatus: { condition: '', taint: '' }",
        ["capacity"] = "nodeStatus: { capacity: { sgx.intel.com/epc: epc-bytes, example.com/epc: '64' } }",
        ["egress"] = "quoteHelper: { egress: [{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }] }] }",
        ["metrics for Prometheus alone"] = $"networkPolicy: {{ metricsFrom: [{Prometheus}] }}",
        ["metrics by address"] = "networkPolicy: { metricsFrom: [{ ipBlock: { cidr: 10.0.0.0/24 } }] }",
        ["accounts of one's own"] = """
            quoteHelper: { serviceAccount: { create: false, name: mine } }
            devicePlugin: { serviceAccount: { annotations: { a: b } } }
            nodeStatus: { serviceAccount: { create: false } }
            """,
        ["extras"] = $"""
            quoteHelper: {Extras}
            devicePlugin: {Extras}
            nodeStatus: {Extras}
            """,
        ["monitors of one's own"] = """
            monitoring:
              scrapeInterval: 1m
              labels: { release: prometheus }
              relabelings: [{ targetLabel: cluster, replacement: a }]
              metricRelabelings: [{ regex: exported_(.*), action: labelmap }]
              rules: { runbookUrl: https://runbooks.example/sgx }
              dashboard: { labels: { team: a }, annotations: { grafana_folder: SGX } }
            """,
        ["SELinux"] = """
            devicePlugin: { securityContext: { seLinuxOptions: { type: container_device_plugin_t } } }
            """,
    };

    /// <summary>The values under a variant.</summary>
    public static Dictionary<string, object?> OfEverything() =>
        new[] { Chart.Required, Everything }.Select(Yaml.ReadMap).Aggregate(Chart.Ours.Defaults(), Values.Merge);

    private const string Extras = """
        { extraEnv: [{ name: A, value: "1" }],
          extraVolumes: [{ name: extra, emptyDir: {} }],
          extraVolumeMounts: [{ name: extra, mountPath: /extra }],
          extraArgs: ["--socket=/other"],
          extraInitContainers: [
            { name: first, image: init.example/first, securityContext: {
                runAsUser: 0, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false,
                capabilities: { drop: [ALL] } },
              resources: { limits: { cpu: 10m, memory: 16Mi } } }] }
        """;
}
