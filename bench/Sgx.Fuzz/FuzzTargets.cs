using Sgx.Fuzz.Targets;

namespace Sgx.Fuzz;

/// <summary>All targets by name; each is made when it is asked for.</summary>
internal static class FuzzTargets
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> Makers = new()
    {
        ["frame"] = () => new FrameTarget(MessageTarget.InFrontOf(SimulatedNode.Platform)),
        ["message"] = () => MessageTarget.InFrontOf(SimulatedNode.Platform),
        ["key-list"] = () => new KeyListTarget(),
        ["quote"] = () => new QuoteTarget(),
        ["certificate"] = () => new CertificateTarget(),
        ["policy"] = () => new PolicyTarget(),
        ["collateral"] = () => new CollateralTarget(),
    };

    public static IReadOnlyCollection<string> Names => Makers.Keys;

    public static IFuzzTarget Create(string name) => Makers[name]();
}
