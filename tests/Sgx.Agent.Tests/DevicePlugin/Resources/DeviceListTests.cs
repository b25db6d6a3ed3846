using Sgx.Agent.DevicePlugin.Resources;

namespace Sgx.Agent.Tests.DevicePlugin.Resources;

public sealed class DeviceListTests
{
    private const int All256GiB = 256 * 1024;

    [Theory]
    [InlineData(0, "A")]
    [InlineData(63, "_")]
    [InlineData(64, "AA")]
    [InlineData(64 + 4095, "__")]
    [InlineData(64 + 4096, "AAA")]
    [InlineData(266_303, "___")]
    public void Ids_grow_only_when_they_must(int unit, string id)
    {
        Assert.Equal(id, DeviceIds.Of(unit));
        Assert.Equal(unit, DeviceIds.UnitOf(id, unit + 1));
        Assert.Null(DeviceIds.UnitOf(id, unit));
    }

    [Fact]
    public void Every_id_is_another_and_leads_back_to_its_unit()
    {
        var ids = Enumerable.Range(0, DeviceIds.Count).Select(DeviceIds.Of).ToList();

        Assert.Equal(266_304, ids.ToHashSet().Count);
        Assert.All(ids.Index(), id => Assert.Equal(id.Index, DeviceIds.UnitOf(id.Item, DeviceIds.Count)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviceIds.Of(DeviceIds.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4161)]
    [InlineData(All256GiB)]
    public void The_size_is_known_before_the_list_is_made(int count)
    {
        Assert.Equal(DeviceList.Of("", count, isHealthy: true).CalculateSize(), DeviceList.SizeOf("", count));
    }

    [Fact]
    public void A_list_of_256_GiB_fits_healthy_or_not_and_262_409_units_do_not()
    {
        Assert.Equal(4_190_080, DeviceList.SizeOf("", All256GiB));
        Assert.True(DeviceList.Of("", All256GiB, isHealthy: false).CalculateSize() <= DeviceList.MaxBytes);
        Assert.True(DeviceList.Fits("", 262_408));
        Assert.False(DeviceList.Fits("", 262_409));
        Assert.False(DeviceList.Fits("", long.MaxValue));
    }

    [Fact]
    public void Where_there_is_room_the_kubelets_own_word_is_used()
    {
        Assert.All(DeviceList.Of("", 10, isHealthy: false).Devices, device => Assert.Equal("Unhealthy", device.Health));
        Assert.All(DeviceList.Of("", 10, isHealthy: true).Devices, device => Assert.Equal("Healthy", device.Health));
    }

    [Theory]
    [InlineData("azure,quoting", 2)]
    [InlineData("kubernetes.azure.com/sgx_epc_mem_in_MiB, alibaba", 2)]
    [InlineData("azure,kubernetes.azure.com/sgx_epc_mem_in_MiB", null)]
    [InlineData("azure,", null)]
    [InlineData("Azure", null)]
    [InlineData("", null)]
    public void Resources_are_named_by_key_or_in_full_and_each_once(string text, int? count)
    {
        Assert.Equal(count, ResourceDialects.ParseList(text)?.Count);
    }

    [Fact]
    public void Each_resource_has_a_key_and_a_name_of_its_own()
    {
        Assert.Equal(7, ResourceDialects.All.Select(dialect => dialect.Key).Distinct().Count());
        Assert.Equal(7, ResourceDialects.All.Select(dialect => dialect.Name).Distinct().Count());
        Assert.All(ResourceDialects.All, dialect => Assert.Contains('/', dialect.Name));
    }

    [Fact]
    public void No_id_is_of_two_resources()
    {
        var ids = ResourceDialects.All
            .SelectMany(dialect => DeviceList.Of(dialect.IdPrefix, 300, isHealthy: true).Devices)
            .Select(device => device.ID)
            .ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.InRange(id.Length, 1, 63));
    }

    [Fact]
    public void A_resource_knows_its_own_ids_alone()
    {
        var resource = new PublishedResource(ResourceDialects.Quoting, 10);

        Assert.Equal(9, resource.UnitOf("quoting.J"));
        Assert.Null(resource.UnitOf("quoting.K"));
        Assert.Null(resource.UnitOf("J"));
        Assert.Null(resource.UnitOf("enclave.J"));
    }
}
