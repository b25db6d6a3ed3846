using System.Security.Cryptography;
using System.Text.Json;
using Sgx.Simulation.State;

namespace Sgx.Simulation;

/// <summary>The directory in which a simulated platform keeps its seed and its options between runs.</summary>
/// <remarks>
/// Two files for their owner only: <c>seed</c>, 64 hexadecimal digits, and <c>platform.json</c>, the options that are
/// not the default; without it, all are. Several processes may make the platform at once: all get the same one.
/// </remarks>
public static class SimulatedState
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a platform with a random seed, or the given one. Where there is one, it stays.</summary>
    /// <exception cref="SgxFormatException">The seed is not 32 bytes.</exception>
    /// <exception cref="SimulatedStateException">A platform with another seed lives there already.</exception>
    public static SimulatedPlatformOptions Init(string directory, byte[]? seed = null)
    {
        var options = new SimulatedPlatformOptions
        {
            Seed = seed ?? RandomNumberGenerator.GetBytes(SimulatedPlatformOptions.SeedSize),
        };
        var existing = Make(directory, options);
        return seed is null || CryptographicOperations.FixedTimeEquals(existing.Seed.Span, seed)
            ? existing
            : throw Conflict(directory, "another seed");
    }

    /// <summary>Makes a platform with these options. Doing so again changes nothing.</summary>
    /// <exception cref="SimulatedStateException">A platform with other options lives there already.</exception>
    public static SimulatedPlatformOptions Init(string directory, SimulatedPlatformOptions options)
    {
        var existing = Make(directory, options);
        if (existing == options)
            return existing;

        var differsInSeedOnly = existing with { Seed = options.Seed } == options;
        throw Conflict(directory, differsInSeedOnly ? "another seed" : "other options");
    }

    /// <summary>The platform that was made before.</summary>
    /// <exception cref="SimulatedStateException">There is none, or its files are not as they should be.</exception>
    public static SimulatedPlatformOptions Open(string directory) =>
        TryOpen(directory) ?? throw new SimulatedStateException(
            SimulatedStateFailure.Missing,
            $"no simulated platform in {directory}: make one with 'sgx simulate init --state-dir {directory}'");

    /// <summary>The platform that was made before; where there is none, a new one.</summary>
    /// <exception cref="SimulatedStateException">Its files are not as they should be.</exception>
    public static SimulatedPlatformOptions OpenOrInit(string directory) => TryOpen(directory) ?? Init(directory);

    // The seed comes last: once it is there, the platform is.
    private static SimulatedPlatformOptions Make(string directory, SimulatedPlatformOptions options)
    {
        if (TryOpen(directory) is { } existing)
            return existing;

        try
        {
            _ = Directory.CreateDirectory(directory, OwnerOnly);
            using var turn = StateLock.Take(directory);
            PlatformFile(directory).WriteOnce(PlatformJson.Write(options));
            SeedFile(directory).WriteOnce(Convert.ToHexStringLower(options.Seed.Span) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SimulatedStateException(
                SimulatedStateFailure.Inaccessible,
                $"cannot make a simulated platform in state directory {directory}: {e.Message}", e);
        }

        return Open(directory);
    }

    // Whoever may write to the directory can put a seed of his own in the place of ours.
    private static void RequireNotWritableByOthers(string directory)
    {
        if (Directory.Exists(directory) && (File.GetUnixFileMode(directory) & OthersWrite) != 0)
            throw new SimulatedStateException(
                SimulatedStateFailure.ReadableByOthers,
                $"others than its owner may write to state directory {directory}; run 'chmod 700 {directory}'");
    }

    private static SimulatedPlatformOptions? TryOpen(string directory)
    {
        RequireNotWritableByOthers(directory);
        StateFile.RequireTrusted(directory);
        if (SeedFile(directory).Read() is not { } seedText)
            return null;

        var seed = ParseSeed(seedText, SeedFile(directory));
        var file = PlatformFile(directory);
        return file.Read() is { } json ? ParseOptions(json, seed, file) : new() { Seed = seed };
    }

    // The message never repeats what stands there: it is a secret, or nearly one.
    private static byte[] ParseSeed(string text, StateFile file)
    {
        var seed = new byte[SimulatedPlatformOptions.SeedSize];
        var digits = text.AsSpan().TrimEnd("\r\n");
        var isSeed = digits.Length == 2 * seed.Length
            && Convert.FromHexString(digits, seed, out _, out _) == System.Buffers.OperationStatus.Done;
        return isSeed ? seed : throw file.Malformed($"expected {2 * seed.Length} hexadecimal digits");
    }

    private static SimulatedPlatformOptions ParseOptions(string json, byte[] seed, StateFile file)
    {
        try
        {
            return PlatformJson.Read(json, seed);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw file.Malformed(e.Message, e);
        }
    }

    private static StateFile SeedFile(string directory) => new(directory, "seed", maxSize: 128);

    private static StateFile PlatformFile(string directory) => new(directory, "platform.json", maxSize: 64 * 1024);

    private static SimulatedStateException Conflict(string directory, string what) => new(
        SimulatedStateFailure.Conflict,
        $"a simulated platform with {what} lives in {directory} already; it is left as it is");
}
