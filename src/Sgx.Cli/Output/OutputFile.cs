using Sgx.Cli.Input;

namespace Sgx.Cli.Output;

/// <summary>Writes the file that somebody named on the command line.</summary>
internal static class OutputFile
{
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            File.WriteAllBytes(path, bytes.Span);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(InputFault.UnreadableFile, $"cannot write '{path}': {e.Message}", e);
        }
    }
}
