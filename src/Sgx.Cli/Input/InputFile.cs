using Sgx.Dcap;
using Sgx.Files;

namespace Sgx.Cli.Input;

/// <summary>Reads files that somebody named on the command line, none larger than its kind can be.</summary>
internal static class InputFile
{
    /// <summary>The name of standard input; a file that is called so is <c>./-</c>.</summary>
    public const string StandardInput = "-";

    /// <summary>1 MiB; the quotes of today have some 5 KiB.</summary>
    public const int MaxQuote = 1024 * 1024;

    /// <summary>4 KiB; a Report or target info in hexadecimal lines has a quarter of that.</summary>
    public const int MaxReport = 4 * 1024;

    /// <summary>64 KiB for one certificate.</summary>
    public const int MaxCertificate = 64 * 1024;

    // Who writes to a pipe may have to wait for a quote first.
    private static readonly TimeSpan InputDeadline = TimeSpan.FromMinutes(5);

    /// <summary>4 MiB for a policy: some thousands of platforms.</summary>
    public const int MaxPolicy = EnclavePolicy.MaxDocument;

    /// <summary>The bytes of a file, or of standard input, as they are.</summary>
    /// <exception cref="InputException">Not there, not readable, or larger than that many bytes.</exception>
    public static byte[] Read(CliHost host, string path, int maxSize)
    {
        try
        {
            return path == StandardInput
                ? BoundedFile.Read(host.Input, maxSize, InputDeadline)
                : BoundedFile.Read(path, maxSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(InputFault.UnreadableFile, $"cannot read {NameOf(path)}: {e.Message}", e);
        }
    }

    /// <summary>Reads a file that holds a structure, raw or as text, and parses it.</summary>
    /// <exception cref="InputException">Not readable, or not that structure.</exception>
    public static T Parse<T>(CliHost host, string path, int maxSize, InputFault fault, Func<byte[], T> parse)
    {
        var bytes = Read(host, path, maxSize);
        return InputException.IfMalformed(fault, path, () => parse(ByteForm.ToRaw(bytes)));
    }

    private static string NameOf(string path) => path == StandardInput ? "standard input" : $"'{path}'";
}
