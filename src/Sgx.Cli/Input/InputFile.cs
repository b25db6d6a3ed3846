namespace Sgx.Cli.Input;

/// <summary>Reads files that somebody named on the command line, none larger than its kind can be.</summary>
internal static class InputFile
{
    /// <summary>1 MiB; the quotes of today have some 5 KiB.</summary>
    public const int MaxQuote = 1024 * 1024;

    /// <summary>64 KiB for one certificate.</summary>
    public const int MaxCertificate = 64 * 1024;

    /// <exception cref="InputException">Not there, not readable, or larger than that many bytes.</exception>
    public static byte[] Read(string path, int maxSize)
    {
        try
        {
            using var file = File.OpenRead(path);
            return ReadBounded(file, maxSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(InputFault.UnreadableFile, $"cannot read '{path}': {e.Message}", e);
        }
    }

    // By reading, not by asking for the length: a pipe or a device does not know its own.
    private static byte[] ReadBounded(FileStream file, int maxSize)
    {
        var buffer = new byte[maxSize + 1];
        var read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return read <= maxSize ? buffer[..read] : throw new IOException($"it is larger than {maxSize} bytes");
    }
}
