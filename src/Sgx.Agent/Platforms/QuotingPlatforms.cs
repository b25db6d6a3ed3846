using Sgx.Simulation;

namespace Sgx.Agent.Platforms;

/// <summary>The platforms that an agent can stand in front of.</summary>
internal static class QuotingPlatforms
{
    /// <exception cref="SimulatedStateException">The state directory cannot be used.</exception>
    public static NodePlatform Open(PlatformOptions options)
    {
        var platform = options.Kind switch
        {
            PlatformKind.Simulated => Simulated(SimulatedState.OpenOrInit(options.StateDirectory)),
            var kind => throw new ArgumentOutOfRangeException(nameof(options), kind, "no such platform"),
        };
        return WithFaults(platform, options.Faults) with { Self = new ConfiguredSelf(platform.Self, options) };
    }

    public static NodePlatform Simulated(SimulatedPlatformOptions options)
    {
        var platform = new SimulatedPlatform(options);
        return new("simulated", platform, new SimulatedSelf(platform));
    }

    private static NodePlatform WithFaults(NodePlatform platform, SimulatedFaults faults)
    {
        if (faults == SimulatedFaults.None)
            return platform;
        var faulty = new FaultyPlatform(platform.Quoting, faults);
        return platform with { Quoting = faulty, Proven = faulty.Begin };
    }

    /// <summary>How the agent's first line speaks of the platform.</summary>
    public static string Describe(PlatformKind kind) => kind switch
    {
        PlatformKind.Simulated => "SIMULATED platform (its quotes prove nothing)",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such platform"),
    };
}
