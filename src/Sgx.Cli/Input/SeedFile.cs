using System.Buffers;
using System.Text;
using Sgx.Simulation;

namespace Sgx.Cli.Input;

/// <summary>Reads the seed of a simulated platform: a secret, so no message repeats what stood there.</summary>
internal static class SeedFile
{
    private const int MaxSize = 128;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The 32 bytes of 64 hexadecimal digits, which a line break may follow.</summary>
    /// <exception cref="InputException">Not that, not readable, or open to others than its owner.</exception>
    public static ReadOnlyMemory<byte>? Read(CliHost host, string path)
    {
        RequireOwnersOnly(path);
        var text = Encoding.ASCII.GetString(InputFile.Read(host, path, MaxSize)).TrimEnd();
        var seed = new byte[SimulatedPlatformOptions.SeedSize];
        var isSeed = text.Length == 2 * seed.Length
            && Convert.FromHexString(text, seed, out _, out _) is OperationStatus.Done;
        return isSeed
            ? seed
            : throw Unusable($"expected {2 * seed.Length} hexadecimal digits in {NameOf(path)}, found something else");
    }

    private static void RequireOwnersOnly(string path)
    {
        if (path != InputFile.StandardInput && File.Exists(path) && (File.GetUnixFileMode(path) & Others) != 0)
            throw Unusable($"'{path}' is open to others than its owner; run 'chmod 600 {path}'");
    }

    private static string NameOf(string path) => path == InputFile.StandardInput ? "standard input" : $"'{path}'";

    private static InputException Unusable(string why) => new(InputFault.UnreadableFile, $"--seed-file: {why}");
}
