using Sgx.Dcap;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using Sgx.Testing;

namespace Sgx.Simulation.Tests.Twins;

/// <summary>A simulated platform beside a genuine one: they differ where they must, and nowhere else.</summary>
public sealed class TwinTests
{
    private static readonly Dictionary<string, SimulatedPlatformOptions> Twins = new()
    {
        ["v3-00606a000000-swhardening-2025-08"] = SimulatedNode.Options with { QeIsvSvn = 9, PceSvn = 14 },
        ["v3-00906ed50000-swhardening-2025-06"] = SimulatedNode.Options with
        {
            Ca = PckCa.Processor,
            Tcb = new([21, 21, 2, 4, 1, 128, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0], 13),
            QeIsvSvn = 10,
            PceSvn = 15,
        },
    };

    public static TheoryData<string, string> Pairs =>
        [.. Twins.Keys.SelectMany(_ => Structures.All, (twin, structure) => (twin, structure))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task It_differs_from_its_genuine_twin_where_it_must_and_nowhere_else(string twin, string structure)
    {
        var folder = RepositoryRoot.SharedOrSkip("vectors", twin);
        var quote = Quote.Parse(File.ReadAllBytes(Path.Combine(folder, "quote.bin")));
        var genuine = Structures.Of(structure, quote, CollateralFolder.Read(folder));
        var simulated = await Simulated(structure, Twins[twin], quote);

        var values = AllowedDifferences.OfValue(structure, Twins[twin].Ca);
        var shapes = AllowedDifferences.OfShape(structure, Twins[twin].Ca);
        Assert.Equal(Alike(genuine), Alike(simulated));
        Assert.Equal(values.Keys, values.Keys.Intersect(Differing(node => node)));
        Assert.Equal(shapes.Keys, shapes.Keys.Intersect(Differing(node => node with { Value = "" })));

        IEnumerable<OutlineNode> Alike(IReadOnlyList<OutlineNode> nodes) => nodes
            .Where(node => !shapes.ContainsKey(node.Path))
            .Select(node => values.ContainsKey(node.Path) ? node with { Value = "" } : node);

        IEnumerable<string> Differing(Func<OutlineNode, OutlineNode> aspect) =>
            genuine.Select(aspect).Except(simulated.Select(aspect))
                .Concat(simulated.Select(aspect).Except(genuine.Select(aspect)))
                .Select(node => node.Path);
    }

    private static async Task<IReadOnlyList<OutlineNode>> Simulated(
        string structure, SimulatedPlatformOptions options, Quote genuine)
    {
        using var platform = new SimulatedPlatform(options);
        var collateral = platform.Intel.IssueCollateral(SimulatedNode.Time, new()
        {
            PlatformStatus = TcbStatus.SWHardeningNeeded,
            // Intel has revoked certificates of the Platform CA, and none of the Processor CA.
            Fault = options.Ca == PckCa.Platform ? CollateralFault.RevokedPck : CollateralFault.None,
        });
        var application = new SimulatedEnclave(ApplicationOf(genuine), new SimulatedCpu());
        var quote = await SimulatedNode.Quote(platform, application, genuine.Body.ReportData.ToArray());
        return Structures.Of(structure, quote, collateral);
    }

    private static EnclaveIdentity ApplicationOf(Quote genuine) => new()
    {
        MrEnclave = genuine.Body.MrEnclave,
        MrSigner = genuine.Body.MrSigner,
        Attributes = genuine.Body.Attributes,
        Xfrm = genuine.Body.Xfrm,
        IsvProdId = genuine.Body.IsvProdId,
        IsvSvn = genuine.Body.IsvSvn,
    };
}
