using Sgx.Deploy.Tests.Manifests;
using Sgx.Testing;

namespace Sgx.Deploy.Tests;

public sealed class SampleTests
{
    private const string ByHostPath = "job-host-path.yaml";

    private static readonly string _folder = Path.Combine(RepositoryRoot.Path, "deploy", "samples");

    public static TheoryData<string> Samples { get; } =
        [.. new DirectoryInfo(_folder).EnumerateFiles("*.yaml").Select(sample => sample.Name).Order()];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_one_that_the_api_takes(string sample) =>
        Complaints.None(Read(sample).SelectMany(ApiRules.Complaints));

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_names_no_image_that_there_could_be(string sample) => Assert.All(
        Read(sample).SelectMany(each => each.Pods!.Spec.Containers.Concat(each.Pods.Spec.InitContainers ?? [])),
        container => Assert.StartsWith("replace-me.invalid/", container.Image, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Only_a_host_path_keeps_a_sample_from_the_level_restricted(string sample)
    {
        var complaints = Read(sample).SelectMany(each => PodSecurity.Restricted(each.Pods!.Spec)).ToList();

        if (sample == ByHostPath)
            Assert.Contains("volume aesm is of a forbidden kind", complaints);
        else
            Complaints.None(complaints);
    }

    [Fact]
    public void The_missions_job_mounts_the_socket_and_opts_in_by_text()
    {
        var container = Assert.Single(Read(ByHostPath).Single().Pods!.Spec.Containers);

        Assert.Equal("1", Assert.Single(container.Env, variable => variable.Name == "SGX_AESM_ADDR").Value);
        Assert.Equal("/var/run/aesmd", Assert.Single(container.VolumeMounts).MountPath);
        Assert.Equal("10", container.Resources.Limits["kubernetes.azure.com/sgx_epc_mem_in_MiB"].ToString());
    }

    [Fact]
    public void Every_other_sample_opts_in_by_the_quoting_resource() => Assert.All(
        Samples.Select(row => (string)row.Data).Where(sample => sample != ByHostPath).SelectMany(Read)
            .SelectMany(each => each.Pods!.Spec.Containers),
        container => Assert.Contains("sgx-quote-helper.io/quoting", container.Resources.Limits));

    private static IReadOnlyList<Manifest> Read(string sample) => Manifest.ReadFile(Path.Combine(_folder, sample));
}
