using Sgx.Cli.Input;

namespace Sgx.Cli.Output;

/// <summary>Writes the file that somebody named on the command line.</summary>
internal static class OutputFile
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> bytes) => Write(path, bytes, mode: null);

    /// <summary>The same for nobody else to read; a file that is there keeps its mode.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WritePrivate(string path, ReadOnlyMemory<byte> bytes) => Write(path, bytes, OwnersOnly);

    private static void Write(string path, ReadOnlyMemory<byte> bytes, UnixFileMode? mode)
    {
        try
        {
            using var file = new FileStream(
                path, new FileStreamOptions
                {
                    Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = mode,
                });
            file.Write(bytes.Span);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(InputFault.UnreadableFile, $"cannot write '{path}': {e.Message}", e);
        }
    }
}
