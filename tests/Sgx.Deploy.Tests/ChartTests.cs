using Sgx.Deploy.Tests.Charts;

namespace Sgx.Deploy.Tests;

public sealed class ChartTests
{
    [Fact]
    public void The_least_of_values_renders()
    {
        var release = Chart.Ours.Render(Chart.Required);
        Assert.Equal(6, release.Objects.Count);
    }
}
