using Sgx.Dcap;
using Sgx.Files;

namespace Sgx.Cli.Input;

/// <summary>Reads files that somebody named on the command line, none larger than its kind can be.</summary>
internal static class InputFile
{
    /// <summary>1 MiB; the quotes of today have some 5 KiB.</summary>
    public const int MaxQuote = 1024 * 1024;

    /// <summary>64 KiB for one certificate.</summary>
    public const int MaxCertificate = 64 * 1024;

    /// <summary>4 MiB for a policy: some thousands of platforms.</summary>
    public const int MaxPolicy = EnclavePolicy.MaxDocument;

    /// <exception cref="InputException">Not there, not readable, or larger than that many bytes.</exception>
    public static byte[] Read(string path, int maxSize)
    {
        try
        {
            return BoundedFile.Read(path, maxSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(InputFault.UnreadableFile, $"cannot read '{path}': {e.Message}", e);
        }
    }
}
