using Sgx.Agent.DevicePlugin.Epc;
using Sgx.Testing;

namespace Sgx.Agent.Tests.DevicePlugin.Epc;

public sealed class EpcCapacityTests : IDisposable
{
    private const long Mebibyte = 1024 * 1024;
    private static readonly CpuidLeaf SgxFeature = new(0, 1 << 2, 0, 0);

    private readonly TemporaryFolder _sys = new();

    public void Dispose() => _sys.Dispose();

    [Fact]
    public void The_drivers_word_on_every_NUMA_node_goes_before_the_processors()
    {
        NodeHas(0, "67108864\n");
        NodeHas(1, "134217728\n");
        var cpuid = new Cpuid { [(7, 0)] = SgxFeature, [(0x12, 2)] = Section(1, 32 * Mebibyte) };

        var capacity = EpcCapacity.Find(new(null, false), _sys.Path, cpuid);

        Assert.Equal((192, "sysfs"), (capacity.Mebibytes, capacity.Source));
    }

    [Fact]
    public void Without_the_driver_the_processors_sections_count_up_to_the_first_that_is_none()
    {
        var cpuid = new Cpuid
        {
            [(7, 0)] = SgxFeature,
            [(0x12, 2)] = Section(1, (128L * 1024 * Mebibyte) + 4096),
            [(0x12, 3)] = Section(1, 93 * Mebibyte),
            [(0x12, 4)] = Section(0, 0),
            [(0x12, 5)] = Section(1, 5 * Mebibyte),
        };

        var capacity = EpcCapacity.Find(new(null, false), _sys.Path, cpuid);

        Assert.Equal(((128 * 1024) + 93, "CPUID"), (capacity.Mebibytes, capacity.Source));
    }

    [Fact]
    public void Sections_of_a_processor_that_has_SGX_off_do_not_count()
    {
        var cpuid = new Cpuid { [(0x12, 2)] = Section(1, 93 * Mebibyte) };

        var error = Assert.Throws<EpcException>(() => EpcCapacity.Find(new(null, false), _sys.Path, cpuid));

        Assert.Contains("no SGX enclave memory", error.Message, StringComparison.Ordinal);
        Assert.Contains("simulated:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_the_driver_that_makes_no_sense_is_told()
    {
        NodeHas(0, "much");

        var error = Assert.Throws<EpcException>(() => EpcCapacity.Find(new(null, false), _sys.Path, new Cpuid()));

        Assert.Contains("sgx_total_bytes: expected a number of bytes, found 'much'", error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("64Mi", 64 * Mebibyte, false)]
    [InlineData("1Ti", 1024 * 1024 * Mebibyte, false)]
    [InlineData("1048576", Mebibyte, false)]
    [InlineData("simulated:2048Ki", 2 * Mebibyte, true)]
    public void A_size_is_written_as_Kubernetes_does(string text, long bytes, bool isSimulated)
    {
        Assert.Equal(new EpcSetting(bytes, isSimulated), EpcSetting.Parse(text));
    }

    [Theory]
    [InlineData("64")]
    [InlineData("64M")]
    [InlineData("1023Ki")]
    [InlineData("-1Mi")]
    [InlineData("Mi")]
    [InlineData("1MiMi")]
    [InlineData("99999999999Ti")]
    [InlineData("simulated")]
    [InlineData("simulated:auto")]
    [InlineData("")]
    public void What_is_no_size_or_less_than_a_unit_is_refused(string text) => Assert.Null(EpcSetting.Parse(text));

    // EAX: type and base; ECX and EDX: property, and the size in pages. Intel SDM, CPUID leaf 12H.
    private static CpuidLeaf Section(uint type, long bytes) =>
        new(type | 0x8000_0000, 0, (uint)bytes | 1, (uint)(bytes >> 32));

    private void NodeHas(int node, string text)
    {
        var folder = Directory.CreateDirectory(_sys[$"devices/system/node/node{node}/x86"]).FullName;
        File.WriteAllText(Path.Combine(folder, "sgx_total_bytes"), text);
    }

    private sealed class Cpuid : Dictionary<(int, int), CpuidLeaf>, ICpuid
    {
        public CpuidLeaf Leaf(int leaf, int subleaf) => this.GetValueOrDefault((leaf, subleaf));
    }
}
