using System.Text.Json;
using Sgx.Dcap;
using Sgx.Quotes;
using Sgx.Testing;

namespace Sgx.Simulation.Tests;

/// <summary>The documents of the simulated Intel on TDX, and those of version 2, member by member.</summary>
public sealed class TdxCollateralTests
{
    private static readonly SimulatedIntel Intel = SimulatedNode.Platform.Intel;

    [Fact]
    public void Tcb_info_of_tdx_lists_modules_and_tdx_components()
    {
        var info = TcbInfo(new() { Tee = TeeType.Tdx });
        var level = info.GetProperty("tcbLevels")[0].GetProperty("tcb");

        Assert.Equal("TDX", info.GetProperty("id").GetString());
        Assert.Equal(new string('0', 96), info.GetProperty("tdxModule").GetProperty("mrsigner").GetString());
        Assert.Equal(["TDX_01", "TDX_03"], Identities(info).Select(Id).Order());
        Assert.Equal(
            [5, 0, 2, .. new int[13]],
            level.GetProperty("tdxtcbcomponents").EnumerateArray().Select(part => part.GetProperty("svn").GetInt32()));
        Assert.Equal(16, level.GetProperty("sgxtcbcomponents").GetArrayLength());
    }

    [Theory]
    [InlineData("050102", new[] { "TDX_01", "TDX_03" })]
    [InlineData("050002", new[] { "TDX_01", "TDX_03" })]
    [InlineData("071102", new[] { "TDX_01", "TDX_03", "TDX_11" })]
    public void The_modules_version_has_an_identity(string tdx, string[] ids)
    {
        var intel = new SimulatedIntel(SimulatedNode.Options with { Tdx = TdxTcb.Parse(tdx) });

        Assert.Equal(ids, Identities(TcbInfo(new() { Tee = TeeType.Tdx }, intel)).Select(Id).Order());
    }

    [Fact]
    public void No_tcb_level_stands_there_twice_and_the_highest_comes_first()
    {
        var levels = TcbInfo(new() { Tee = TeeType.Tdx, Fault = CollateralFault.OutdatedTcb })
            .GetProperty("tcbLevels").EnumerateArray().Select(level => $"{level.GetProperty("tcb")}").ToList();

        Assert.Equal(levels.Distinct(), levels);
        Assert.Equal(6, levels.Count);
    }

    [Theory]
    [InlineData(TcbStatus.UpToDate, "5 UpToDate", "4 OutOfDate", "0 OutOfDate")]
    [InlineData(TcbStatus.OutOfDate, "6 UpToDate", "5 OutOfDate", "4 OutOfDate", "0 OutOfDate")]
    [InlineData(TcbStatus.Revoked, "5 Revoked", "4 OutOfDate", "0 OutOfDate")]
    public void The_module_gets_the_status_that_was_asked_for(TcbStatus status, params string[] levels)
    {
        var info = TcbInfo(new() { Tee = TeeType.Tdx, TdxModuleStatus = status });

        Assert.Equal(levels, Levels(Identities(info).Single(identity => Id(identity) == "TDX_01")));
    }

    [Theory]
    [InlineData(TeeType.Sgx, TcbStatus.UpToDate, "QE", "11 UpToDate", "10 OutOfDate")]
    [InlineData(TeeType.Sgx, TcbStatus.OutOfDate, "QE", "12 UpToDate", "11 OutOfDate", "10 OutOfDate")]
    [InlineData(TeeType.Tdx, TcbStatus.UpToDate, "TD_QE", "7 UpToDate", "6 OutOfDate")]
    [InlineData(TeeType.Tdx, TcbStatus.Revoked, "TD_QE", "7 Revoked", "6 OutOfDate")]
    public void The_quoting_enclave_gets_the_status_that_was_asked_for(
        TeeType tee, TcbStatus status, string id, params string[] levels)
    {
        var options = new CollateralOptions { Tee = tee, QuotingEnclaveStatus = status };
        using var json = JsonDocument.Parse(Intel.IssueCollateral(SimulatedNode.Time, options).QeIdentity);
        var identity = json.RootElement.GetProperty("enclaveIdentity");

        Assert.Equal(id, Id(identity));
        Assert.Equal(tee is TeeType.Tdx ? 2 : 1, identity.GetProperty("isvprodid").GetInt32());
        Assert.Equal(levels, Levels(identity));
    }

    [Fact]
    public void At_the_highest_versions_there_is_none_above()
    {
        var intel = new SimulatedIntel(SimulatedNode.Options with { Tdx = new(255, 1, 255), TdqeIsvSvn = 65535 });
        var options = new CollateralOptions
        {
            Tee = TeeType.Tdx,
            TdxModuleStatus = TcbStatus.OutOfDate,
            QuotingEnclaveStatus = TcbStatus.OutOfDate,
        };
        using var json = JsonDocument.Parse(intel.IssueCollateral(SimulatedNode.Time, options).QeIdentity);

        Assert.Equal(["65535 OutOfDate", "65534 OutOfDate"], Levels(json.RootElement.GetProperty("enclaveIdentity")));
        Assert.Equal("255 OutOfDate", Levels(Identities(TcbInfo(options, intel))[0])[0]);
    }

    [Fact]
    public void Tcb_info_of_version_2_has_the_members_of_its_time()
    {
        var info = TcbInfo(new() { TcbInfoVersion = 2 });
        var level = info.GetProperty("tcbLevels")[0].GetProperty("tcb");

        Assert.Equal(2, info.GetProperty("version").GetInt32());
        Assert.False(info.TryGetProperty("id", out _));
        Assert.Equal(
            [.. Enumerable.Range(1, 16).Select(i => $"sgxtcbcomp{i:d2}svn"), "pcesvn"],
            level.EnumerateObject().Select(member => member.Name));
        Assert.Equal(14, level.GetProperty("sgxtcbcomp01svn").GetInt32());
    }

    [Fact]
    public void It_is_the_same_for_equal_options()
    {
        var options = new CollateralOptions { Tee = TeeType.Tdx };
        var twin = new SimulatedIntel(SimulatedNode.Options);

        Assert.Equal(
            Intel.IssueCollateral(SimulatedNode.Time, options).TcbInfo.ToArray(),
            twin.IssueCollateral(SimulatedNode.Time, options).TcbInfo.ToArray());
    }

    public static TheoryData<CollateralOptions> Unpublished =>
    [
        new CollateralOptions { Tee = (TeeType)1 },
        new CollateralOptions { Tee = TeeType.Tdx, TcbInfoVersion = 2 },
        new CollateralOptions { TcbInfoVersion = 1 },
        new CollateralOptions { TcbInfoVersion = 4 },
        new CollateralOptions { PlatformStatus = (TcbStatus)100 },
        new CollateralOptions { QuotingEnclaveStatus = TcbStatus.SWHardeningNeeded },
        new CollateralOptions { Tee = TeeType.Tdx, TdxModuleStatus = TcbStatus.ConfigurationNeeded },
    ];

    [Theory]
    [MemberData(nameof(Unpublished), DisableDiscoveryEnumeration = true)]
    public void What_intel_does_not_publish_is_not_issued(CollateralOptions options) =>
        Assert.Throws<ArgumentException>(() => Intel.IssueCollateral(SimulatedNode.Time, options));

    private static JsonElement TcbInfo(CollateralOptions options, SimulatedIntel? intel = null)
    {
        using var json = JsonDocument.Parse((intel ?? Intel).IssueCollateral(SimulatedNode.Time, options).TcbInfo);
        return json.RootElement.GetProperty("tcbInfo").Clone();
    }

    private static List<JsonElement> Identities(JsonElement info) =>
        [.. info.GetProperty("tdxModuleIdentities").EnumerateArray()];

    private static string Id(JsonElement element) => element.GetProperty("id").GetString()!;

    private static List<string> Levels(JsonElement element) =>
    [
        .. element.GetProperty("tcbLevels").EnumerateArray().Select(level =>
            $"{level.GetProperty("tcb").GetProperty("isvsvn")} {level.GetProperty("tcbStatus")}"),
    ];
}
