using k8s;
using k8s.Models;

namespace Sgx.Deploy.Tests.Manifests;

public sealed class PodSecurityTests
{
    private const string Good = """
        hostNetwork: false
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: RuntimeDefault } }
        initContainers:
          - name: first
            image: image
            securityContext:
              { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
            resources: { limits: { cpu: 1, memory: 1Mi } }
        containers:
          - name: second
            image: image
            ports: [{ containerPort: 80, hostPort: 0 }]
            readinessProbe: { httpGet: { path: /, port: 80 } }
            securityContext: {
              allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, privileged: false,
              capabilities: { drop: [ALL], add: [] } }
            resources: { limits: { cpu: 1, memory: 2Mi } }
        volumes:
          - { name: scratch, emptyDir: {} }
        """;

    [Fact]
    public void A_pod_without_privileges_passes_both()
    {
        Complaints.None(PodSecurity.Restricted(Pod(Good)));
        Complaints.None(PodSecurity.Ours(Pod(Good)));
    }

    [Theory]
    [InlineData("hostNetwork: false", "hostNetwork: true", "shares")]
    [InlineData("hostNetwork: false", "hostPID: true", "shares")]
    [InlineData("hostNetwork: false", "hostIPC: true", "shares")]
    [InlineData("runAsNonRoot: true", "runAsNonRoot: false", "may be root")]
    [InlineData("runAsUser: 1000", "runAsUser: 0", "is root")]
    [InlineData("type: RuntimeDefault", "type: Unconfined", "seccomp")]
    [InlineData("hostPort: 0", "hostPort: 80", "port")]
    [InlineData("path: /, port: 80", "path: /, port: 80, host: other", "probes another host")]
    [InlineData("privileged: false", "seLinuxOptions: { type: spc_t }", "SELinux type spc_t")]
    [InlineData("privileged: false", "privileged: true", "is privileged")]
    [InlineData("Escalation: false, readOnlyRootFilesystem: true, cap", "Escalation: true, cap", "first: may escalate")]
    [InlineData("drop: [ALL], add: []", "drop: [ALL], add: [SYS_ADMIN]", "adds")]
    [InlineData("drop: [ALL], add: []", "drop: [CHOWN]", "keeps")]
    [InlineData("emptyDir: {}", "hostPath: { path: / }", "scratch")]
    public void A_pod_with_a_privilege_is_not_restricted(string good, string bad, string complaint) => Assert.Contains(
        PodSecurity.Restricted(Pod(Replace(good, bad))), each => each.Contains(complaint, StringComparison.Ordinal));

    [Theory]
    [InlineData("hostNetwork: false", "hostPID: true", "shares")]
    [InlineData("readOnlyRootFilesystem: true, privileged", "privileged", "read-only")]
    [InlineData("runAsUser: 1000, ", "", "as which user")]
    [InlineData("memory: 2Mi", "example.com/memory: 2", "no limits")]
    [InlineData("privileged: false", "privileged: true", "is privileged")]
    public void A_pod_of_ours_is_as_tight_as_can_be(string good, string bad, string complaint) => Assert.Contains(
        PodSecurity.Ours(Pod(Replace(good, bad))), each => each.Contains(complaint, StringComparison.Ordinal));

    private static V1PodSpec Pod(string yaml) => KubernetesYaml.Deserialize<V1PodSpec>(yaml, strict: true);

    private static string Replace(string good, string bad)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        return Good.Replace(good, bad, StringComparison.Ordinal);
    }
}
