namespace Sgx.Simulation;

/// <summary>A state directory cannot be used.</summary>
public sealed class SimulatedStateException : Exception
{
    public SimulatedStateException(SimulatedStateFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    public SimulatedStateFailure Failure { get; }
}

/// <summary>Why a state directory cannot be used.</summary>
public enum SimulatedStateFailure
{
    /// <summary>No platform has been made there.</summary>
    Missing,

    /// <summary>The directory or a file of it cannot be read or made.</summary>
    Inaccessible,

    /// <summary>Others than the owner can read the seed, or put another in its place.</summary>
    ReadableByOthers,

    /// <summary>A file does not hold what it should.</summary>
    Malformed,

    /// <summary>Another platform lives there already.</summary>
    Conflict,

    /// <summary>Another user owns the directory, a file of it or a folder above, or may replace one.</summary>
    Untrusted,
}
