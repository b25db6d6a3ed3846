using k8s.Models;

namespace Sgx.Deploy.Tests.Manifests;

/// <summary>OpenShift's security.openshift.io/v1, which the API's own models do not have.</summary>
internal sealed class SecurityContextConstraints
{
    public string? ApiVersion { get; set; }
    public string? Kind { get; set; }
    public V1ObjectMeta? Metadata { get; set; }
    public int? Priority { get; set; }
    public bool AllowHostDirVolumePlugin { get; set; }
    public bool AllowHostIPC { get; set; }
    public bool AllowHostNetwork { get; set; }
    public bool AllowHostPID { get; set; }
    public bool AllowHostPorts { get; set; }
    public bool? AllowPrivilegeEscalation { get; set; }
    public bool? DefaultAllowPrivilegeEscalation { get; set; }
    public bool AllowPrivilegedContainer { get; set; }
    public IList<string>? AllowedCapabilities { get; set; }
    public IList<string>? DefaultAddCapabilities { get; set; }
    public IList<string>? RequiredDropCapabilities { get; set; }
    public bool ReadOnlyRootFilesystem { get; set; }
    public Strategy? RunAsUser { get; set; }
    public Strategy? SeLinuxContext { get; set; }
    public Strategy? FsGroup { get; set; }
    public Strategy? SupplementalGroups { get; set; }
    public IList<string>? SeccompProfiles { get; set; }
    public IList<string>? Volumes { get; set; }
    public IList<string>? Users { get; set; }
    public IList<string>? Groups { get; set; }

    /// <summary>How an id or label is chosen.</summary>
    internal sealed class Strategy
    {
        public string? Type { get; set; }
        public long? Uid { get; set; }
        public V1SELinuxOptions? SeLinuxOptions { get; set; }
    }
}
