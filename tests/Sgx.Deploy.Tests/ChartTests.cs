using k8s.Models;
using Sgx.Deploy.Tests.Charts;
using Sgx.Deploy.Tests.Manifests;
using Sgx.Deploy.Tests.Templates;

namespace Sgx.Deploy.Tests;

public sealed class ChartTests
{
    /// <summary>Every switch of values.yaml turned over, alone, and what has no switch.</summary>
    public static TheoryData<string> Variants { get; } = [.. Switches(), .. ChartVariants.All.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_object_is_one_that_the_api_takes(string variant)
    {
        var release = Render(variant);

        Complaints.None(release.Objects.SelectMany(ApiRules.Complaints));
        var names = release.Objects.Select(each => (each.Kind, each.Namespace, each.Name));
        Assert.Equal(release.Objects.Count, names.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_container_is_locked_up(string variant)
    {
        var complaints = Render(variant).Objects.Where(each => each.Pods is not null)
            .SelectMany(each => PodSecurity.Ours(each.Pods!.Spec));

        if (variant.Contains(".securityContext.", StringComparison.Ordinal)
            && !variant.EndsWith("NonRoot", StringComparison.Ordinal))
            Assert.NotEmpty(complaints);
        else
            Complaints.None(complaints);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_setting_given_is_one_that_the_program_has(string variant) => Complaints.None(
        Render(variant).Objects.SelectMany(each => each.Pods?.Spec.Containers ?? [])
            .SelectMany(SettingsTables.Unknown));

    [Theory]
    [InlineData("values-simulated.yaml")]
    [InlineData("values-aks.yaml")]
    public void A_file_of_values_gives_objects_that_the_api_takes(string file)
    {
        var values = File.ReadAllText(Path.Combine(Chart.Ours.Folder, "..", file));

        Complaints.None(Chart.Ours.Render(Chart.Required, values).Objects.SelectMany(ApiRules.Complaints));
    }

    [Fact]
    public void On_the_nodes_network_two_instances_share_no_port_and_wait_for_each_other()
    {
        var release = Chart.Ours.Render(Chart.Required, "quoteHelper: { hostNetwork: true }");
        var service = (V1DaemonSet)release.The("DaemonSet", "sgx-quote-helper-quote-helper").Model;
        var container = Assert.Single(service.Spec.Template.Spec.Containers);

        Assert.Null(container.Ports);
        Assert.DoesNotContain(container.Env, variable => variable.Name == "SGX_AGENT_HTTP");
        Assert.Equal(40, service.Spec.MinReadySeconds);
    }

    [Fact]
    public void A_part_that_is_off_leaves_nothing()
    {
        var objects = Chart.Ours.Render(
            Chart.Required,
            "{ quoteHelper: { enabled: false }, devicePlugin: { enabled: false } }",
            "nodeStatus: { enabled: false }").Objects;

        Assert.Empty(objects);
    }

    [Fact]
    public void Cleaning_waits_for_no_node_and_its_pods_stay_to_be_counted()
    {
        var release = Chart.Ours.Render(Chart.Required, "nodeStatus: { enabled: true, clean: true }");
        var status = (V1DaemonSet)release.The("DaemonSet", "sgx-quote-helper-node-status").Model;

        Assert.Equal("100%", status.Spec.UpdateStrategy.RollingUpdate.MaxUnavailable.Value);
        Assert.Equal(25, status.Spec.MinReadySeconds);
        Assert.Contains("--stay", Assert.Single(status.Spec.Template.Spec.Containers).Args);
    }

    [Fact]
    public void Only_node_status_has_an_account_at_the_api_server()
    {
        var objects = Chart.Ours.Render(Chart.Required, "nodeStatus: { enabled: true }").Objects;
        var withToken = objects.Where(each => each.Pods?.Spec.AutomountServiceAccountToken is not (null or false));

        Assert.Equal("sgx-quote-helper-node-status", Assert.Single(withToken).Name);
        Assert.All(
            objects.Select(each => each.Model).OfType<V1ServiceAccount>(),
            account => Assert.False(account.AutomountServiceAccountToken));
        var binding = Assert.Single(objects.Select(each => each.Model).OfType<V1ClusterRoleBinding>());
        Assert.Equal("sgx-quote-helper-node-status", Assert.Single(binding.Subjects).Name);
    }

    [Theory]
    [InlineData("{}", "get nodes, patch nodes, patch nodes/status")]
    [InlineData("{ taint: '' }", "patch nodes/status")]
    [InlineData("{ condition: '' }", "get nodes, patch nodes")]
    [InlineData("{ condition: '', taint: '', capacity: { a.example/b: epc-mib } }", "patch nodes/status")]
    [InlineData("{ condition: '', taint: '' }", "")]
    public void Node_status_has_the_rights_of_what_it_tells_and_no_others(string status, string rights)
    {
        var release = Chart.Ours.Render(Chart.Required, "nodeStatus: { enabled: true }", $"nodeStatus: {status}");
        var role = (V1ClusterRole)release.The("ClusterRole", "sgx-quote-helper-node-status").Model;

        Assert.Equal(rights, string.Join(", ", from rule in role.Rules
                                               from resource in rule.Resources
                                               from verb in rule.Verbs
                                               select $"{verb} {resource}"));
    }

    [Fact]
    public void Node_status_is_held_to_its_own_node_where_the_cluster_can()
    {
        var values = Chart.Ours.Merged(Chart.Required, "nodeStatus: { enabled: true }");
        var release = Chart.Ours.Render(values);
        var policy = (V1ValidatingAdmissionPolicy)release
            .The("ValidatingAdmissionPolicy", "sgx-quote-helper-node-status").Model;
        var binding = (V1ValidatingAdmissionPolicyBinding)release
            .The("ValidatingAdmissionPolicyBinding", "sgx-quote-helper-node-status").Model;

        Assert.Equal("Fail", policy.Spec.FailurePolicy);
        Assert.Equal(
            "request.userInfo.username == \"system:serviceaccount:sgx-quote-helper:sgx-quote-helper-node-status\"",
            Assert.Single(policy.Spec.MatchConditions).Expression);
        Assert.Equal(["nodes", "nodes/*"], Assert.Single(policy.Spec.MatchConstraints.ResourceRules).Resources);
        Assert.Equal(policy.Metadata.Name, binding.Spec.PolicyName);
        Assert.Equal(["Deny"], binding.Spec.ValidationActions);
        Assert.DoesNotContain(Chart.Ours.Render(values, hasPolicies: false).Objects, IsPolicy);
        Assert.DoesNotContain(Chart.Ours.Render(Chart.Required).Objects, IsPolicy);
    }

    // A role that somebody else has made is as wide as the chart's.
    [Theory]
    [InlineData("{}", 2)]
    [InlineData("rbac: { create: false }", 2)]
    [InlineData("nodeStatus: { serviceAccount: { create: false } }", 2)]
    [InlineData("nodeStatus: { ownNodeOnly: false }", 0)]
    [InlineData("nodeStatus: { enabled: false }", 0)]
    public void The_policy_follows_its_own_switch_and_node_status_alone(string values, int policies) => Assert.Equal(
        policies,
        Chart.Ours.Render(Chart.Required, "nodeStatus: { enabled: true }", values).Objects.Count(IsPolicy));

    // An empty list of peers, and none at all, are everybody to the API.
    [Theory]
    [InlineData("[]", null)]
    [InlineData("[{ podSelector: {} }, { ipBlock: { cidr: 10.0.0.0/24 } }]", 2)]
    public void The_port_of_metrics_is_for_those_who_are_named_or_for_everybody(string from, int? peers)
    {
        var release = Chart.Ours.Render(
            Chart.Required, ChartVariants.Everything, $"networkPolicy: {{ metricsFrom: {from} }}");
        var policies = release.Objects.Select(each => each.Model).OfType<V1NetworkPolicy>().ToList();

        Assert.Equal(3, policies.Count);
        Assert.All(policies.Where(policy => !policy.Metadata.Name.EndsWith("-node-status", StringComparison.Ordinal)),
            policy => Assert.Equal(peers, Assert.Single(policy.Spec.Ingress).FromProperty?.Count));
        var status = (V1NetworkPolicy)release.The("NetworkPolicy", "sgx-quote-helper-node-status").Model;
        Assert.Empty(status.Spec.Ingress);
    }

    // An account that is not made is "default" unless it is named, which every pod of the namespace may be.
    [Theory]
    [InlineData("quoteHelper")]
    [InlineData("devicePlugin")]
    [InlineData("nodeStatus")]
    public void What_openshift_lets_a_part_do_it_lets_nobody_while_the_part_is_off(string part)
    {
        var values = $"{{ {part}: {{ enabled: false, serviceAccount: {{ create: false }} }} }}";
        var release = Chart.Ours.Render(Chart.Required, ChartVariants.Everything, values);
        var constraints = (SecurityContextConstraints)release
            .The("SecurityContextConstraints", "sgx-quote-helper").Model;

        Assert.Equal(2, constraints.Users!.Count);
        Assert.DoesNotContain("system:serviceaccount:sgx-quote-helper:default", constraints.Users);
    }

    [Theory]
    [InlineData("{ limits: { cpu: null } }", "cpu memory", "memory")]
    [InlineData("{ limits: null }", "cpu memory", "")]
    [InlineData("{ requests: null }", "", "cpu memory")]
    [InlineData("{ requests: null, limits: null }", "", "")]
    public void A_part_has_the_requests_and_limits_that_are_left(string resources, string requests, string limits)
    {
        var values = $"{{ resources: {resources} }}";
        var release = Chart.Ours.Render(
            Chart.Required,
            ChartVariants.Everything,
            $"{{ quoteHelper: {values}, devicePlugin: {values}, nodeStatus: {values} }}");

        Complaints.None(release.Objects.SelectMany(ApiRules.Complaints));
        var containers = release.Objects.SelectMany(each => each.Pods?.Spec.Containers ?? []).ToList();
        Assert.Equal(3, containers.Count);
        Assert.All(containers, container => Assert.Equal(
            (requests, limits),
            (Names(container.Resources?.Requests), Names(container.Resources?.Limits))));
    }

    [Fact]
    public void Without_other_limits_the_quoting_service_has_those_of_its_extended_resources()
    {
        var release = Chart.Ours.Render(
            Chart.Required,
            "quoteHelper: { resources: { limits: null }, sgxResources: { sgx.intel.com/enclave: 1 } }");
        var pods = release.The("DaemonSet", "sgx-quote-helper-quote-helper").Pods!;

        Assert.Equal("sgx.intel.com/enclave", Names(Assert.Single(pods.Spec.Containers).Resources.Limits));
    }

    // A label's value has no "+", which the version of a build has.
    [Fact]
    public void A_charts_version_with_a_plus_is_a_label_all_the_same()
    {
        var values = Chart.Ours.Merged(Chart.Required);

        var release = Chart.Ours.Render(values, version: "0.1.0+build.5");

        Complaints.None(release.Objects.SelectMany(ApiRules.Complaints));
        Assert.All(release.Objects, each => Assert.Equal(
            "sgx-quote-helper-0.1.0_build.5",
            ((Dictionary<string, object?>)each.Metadata["labels"]!)["helm.sh/chart"]));
    }

    [Fact]
    public void Nothing_of_monitoring_is_there_unless_asked_for() => Assert.DoesNotContain(
        Chart.Ours.Render(Chart.Required).Objects,
        each => each.Kind is "Service" or "ServiceMonitor" or "PodMonitor" or "PrometheusRule" or "ConfigMap");

    [Fact]
    public void The_quoting_service_surges_and_the_device_plugin_does_not()
    {
        var release = Chart.Ours.Render(Chart.Required);

        var service = (V1DaemonSet)release.The("DaemonSet", "sgx-quote-helper-quote-helper").Model;
        Assert.Equal("1", service.Spec.UpdateStrategy.RollingUpdate.MaxSurge);
        Assert.Equal("/readyz", service.Spec.Template.Spec.Containers[0].StartupProbe.HttpGet.Path);
        var plugin = (V1DaemonSet)release.The("DaemonSet", "sgx-quote-helper-device-plugin").Model;
        Assert.Equal("0", plugin.Spec.UpdateStrategy.RollingUpdate.MaxSurge);
    }

    // The kubelet mounts what the plugin answers by the node's paths. Device nodes are looked at alone.
    [Fact]
    public void The_nodes_folders_have_the_same_path_inside() => Assert.All(
        Chart.Ours.Render(Chart.Required).Objects.Where(each => each.Pods is not null),
        each => Assert.All(each.Pods!.Spec.Volumes.Where(volume => volume.Name != "dev"), volume => Assert.All(
            each.Pods.Spec.Containers.SelectMany(container => container.VolumeMounts).Where(m => m.Name == volume.Name),
            mount => Assert.Equal(volume.HostPath.Path, mount.MountPath))));

    [Fact]
    public void The_quota_lets_in_the_class_that_the_pods_are_of()
    {
        var release = Chart.Ours.Render(Chart.Required, ChartVariants.Everything, "priorityClassName: ours");
        var quota = release.Objects.Select(each => each.Model).OfType<V1ResourceQuota>().Single();

        Assert.Equal(["ours"], Assert.Single(quota.Spec.ScopeSelector.MatchExpressions).Values);
        Assert.All(release.Objects.Select(each => each.Pods).OfType<V1PodTemplateSpec>(),
            pod => Assert.Equal("ours", pod.Spec.PriorityClassName));
        Assert.DoesNotContain(
            Chart.Ours.Render(Chart.Required, ChartVariants.Everything, "priorityClassName: ''").Objects,
            each => each.Kind == "ResourceQuota");
    }

    // No agent of ours runs on another processor, and the simulated one would go to every node.
    [Fact]
    public void Every_pod_goes_where_the_image_runs() => Assert.All(
        Chart.Ours.Render(Chart.Required, ChartVariants.Everything, "sgxNodes: []").Objects
            .Select(each => each.Pods).OfType<V1PodTemplateSpec>(),
        pod => Assert.Equal(
            ("linux", "amd64"),
            (pod.Spec.NodeSelector["kubernetes.io/os"], pod.Spec.NodeSelector["kubernetes.io/arch"])));

    [Fact]
    public void The_device_plugin_does_not_see_the_platforms_seed() => Assert.DoesNotContain(
        Chart.Ours.Render(Chart.Required).The("DaemonSet", "sgx-quote-helper-device-plugin").Pods!.Spec.Volumes,
        volume => volume.HostPath.Path == "/var/lib/sgx-agent");

    [Theory]
    [InlineData("quoteHelper: { platform: simulated }", "image.repository")]
    [InlineData("image: { repository: registry.example/sgx }", "quoteHelper.platform")]
    public void What_has_no_default_is_asked_for(string values, string complaint)
    {
        var mistake = Assert.Throws<TemplateException>(() => Chart.Ours.Render(values));
        Assert.Contains(complaint, mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("devicePlugin: { epc: 64 MB }", "epc")]
    [InlineData("devicePlugin: { epc: 64 }", "epc")]
    [InlineData("quoteHelper: { settings: { max-connections: 16384 } }", "max-connections")]
    [InlineData("quoteHelper: { platfrom: simulated }", "platfrom")]
    [InlineData("socket: { hostPath: var/run/aesmd }", "hostPath")]
    [InlineData("socket: { hostPath: /var/run/aesmd/ }", "hostPath")]
    [InlineData("logging: { level: verbose }", "level")]
    [InlineData("image: { digest: 1234 }", "digest")]
    [InlineData("nodeStatus: { taint: 'sgx-quote-helper.io/not-ready:NoSchedule' }", "taint")]
    [InlineData("nodeStatus: { interval: 10s }", "interval")]
    [InlineData("nodeStatus: { capacity: { sgx.intel.com/epc: epc } }", "capacity")]
    [InlineData("devicePlugin: { http: { address: '::' } }", "address")]
    [InlineData("devicePlugin: { resourceNames: [sgx_epc] }", "resourceNames")]
    [InlineData("networkPolicy: { metricsFrom: [{}] }", "metricsFrom")]
    [InlineData("networkPolicy: { metricsFrom: [{ ipBlock: { cidr: 10.0.0.0/8 }, podSelector: {} }] }", "metricsFrom")]
    [InlineData("networkPolicy: { metricsFrom: [{ matchLabels: { a: b } }] }", "metricsFrom")]
    [InlineData("quoteHelper: { resources: { limits: [cpu] } }", "limits")]
    [InlineData("monitoring: { scrapeInterval: 30 }", "scrapeInterval")]
    [InlineData("monitoring: { rules: { runbookUrl: 'runbooks.md#a' } }", "runbookUrl")]
    public void Values_against_the_schema_are_refused_by_name(string values, string complaint)
    {
        var mistake = Assert.Throws<InvalidDataException>(() => Chart.Ours.Render(Chart.Required, values));
        Assert.Contains(complaint, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_notes_have_three_commands_and_say_what_is_simulated()
    {
        var notes = Chart.Ours.Render(Chart.Required).Notes;

        Assert.Equal(3, notes.Split("   kubectl ").Length - 1);
        Assert.Contains("SIMULATED", notes, StringComparison.Ordinal);
        Assert.Contains("daemonset/sgx-quote-helper-quote-helper", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_releases_do_not_meet()
    {
        var values = Values.Merge(Chart.Ours.Defaults(), Yaml.ReadMap(Chart.Required));
        var one = Chart.Ours.Render(values, "one").Objects;
        var two = Chart.Ours.Render(values, "two").Objects;

        Assert.Empty(one.Select(each => (each.Kind, each.Name)).Intersect(two.Select(each => (each.Kind, each.Name))));
    }

    private static bool IsPolicy(Manifest each) =>
        each.Kind.StartsWith("ValidatingAdmissionPolicy", StringComparison.Ordinal);

    private static string Names(IDictionary<string, ResourceQuantity>? amounts) =>
        string.Join(' ', (amounts?.Keys ?? []).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Switches() =>
        Values.Leaves(Chart.Ours.Defaults()).Where(leaf => leaf.Value is bool).Select(leaf => leaf.Path);

    private static Release Render(string variant)
    {
        if (ChartVariants.All.TryGetValue(variant, out var values))
            return Chart.Ours.Render(Chart.Required, ChartVariants.Everything, values);
        var before = ChartVariants.OfEverything();
        var isOn = (bool)Values.Leaves(before).Single(leaf => leaf.Path == variant).Value!;
        return Chart.Ours.Render(Values.Merge(before, Values.At(variant, !isOn)));
    }
}
