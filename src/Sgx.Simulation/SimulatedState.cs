namespace Sgx.Simulation;

/// <summary>The directory in which a simulated platform keeps its seed and options between runs.</summary>
public static class SimulatedState
{
    /// <summary>Makes a new platform with a random seed, or the given one. Doing so again changes nothing.</summary>
    /// <exception cref="SimulatedStateException">There is another platform already.</exception>
    public static SimulatedPlatformOptions Init(string directory, byte[]? seed = null) => throw new NotImplementedException();

    /// <summary>Makes a new platform with these options. Doing so again changes nothing.</summary>
    /// <exception cref="SimulatedStateException">There is another platform already.</exception>
    public static SimulatedPlatformOptions Init(string directory, SimulatedPlatformOptions options) =>
        throw new NotImplementedException();

    /// <summary>The platform that was made before.</summary>
    /// <exception cref="SimulatedStateException">There is none, or its files are not as they should be.</exception>
    public static SimulatedPlatformOptions Open(string directory) => throw new NotImplementedException();

    /// <summary>The platform that was made before; when there is none, a new one.</summary>
    public static SimulatedPlatformOptions OpenOrInit(string directory) => throw new NotImplementedException();
}
