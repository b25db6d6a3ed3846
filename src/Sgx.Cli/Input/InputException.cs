namespace Sgx.Cli.Input;

/// <summary>What the tool was given cannot be used.</summary>
internal sealed class InputException(InputFault fault, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public InputFault Fault { get; } = fault;

    /// <summary>Reads, and says of malformed bytes what they were to be.</summary>
    public static T IfMalformed<T>(InputFault fault, string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SgxFormatException e)
        {
            throw new InputException(fault, $"{path}: {e.Message}", e);
        }
    }
}

/// <summary>What is wrong with it; <c>sgx verify</c> gives the name as its reason.</summary>
internal enum InputFault
{
    /// <summary>Options that are missing, unknown, or make no sense.</summary>
    Usage,

    /// <summary>A file that is missing, may not be read, or is larger than anything of its kind.</summary>
    UnreadableFile,

    MalformedQuote,
    MalformedCollateral,
    MalformedTrustedRoot,
    MalformedPolicy,

    /// <summary>A file that is neither a PCK certificate nor a quote that carries one.</summary>
    MalformedPckCertificate,

    /// <summary>A simulated root on a machine that has real SGX, without the word for it.</summary>
    SimulatedRootNotAllowed,
}
