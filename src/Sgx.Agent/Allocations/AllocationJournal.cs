using System.Text.Json;
using System.Text.Json.Serialization;
using Sgx.Agent.Linux;
using Sgx.Files;

namespace Sgx.Agent.Allocations;

/// <summary>
/// What was allocated, on disk: the device plugin writes it before a container starts, the service serves by it.
/// </summary>
/// <remarks>
/// One file an allocation, named by its token. The kubelet does not allocate again after a reboot, so nothing else
/// remembers. A file is whole when its name appears.
/// </remarks>
internal sealed class AllocationJournal(string folder)
{
    private const string Ending = ".json";

    private const UnixFileMode OwnerAlone =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The ids of 256 GiB in units of 1 MiB take 2 MB.
    private const int MaxFile = 16 * 1024 * 1024;

    // Nobody counts so far: a file that says more was not written here, and counting on from it would overflow.
    private const long MaxSerial = 1L << 53;

    private readonly Lock _writing = new();
    private long? _lastSerial;

    public string Folder { get; } = folder;

    /// <summary>
    /// Writes an allocation down, behind all that are there; when this returns, a crash of the process or the machine
    /// keeps it.
    /// </summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not this user's.</exception>
    public void Write(Allocation allocation)
    {
        Prepare();
        lock (_writing)
        {
            _lastSerial ??= LastSerial();
            WriteNow(allocation with { Serial = (_lastSerial += 1) ?? 0 });
        }
    }

    /// <summary>Makes the folder, for nobody else to look into: who knows a token quotes in another's name.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// It is not this user's, or somebody else may replace it.
    /// </exception>
    public void Prepare()
    {
        _ = Directory.CreateDirectory(Folder, OwnerAlone);
        if (TrustedPath.Weakness(Folder) is { } weakness)
            throw new UnauthorizedAccessException(weakness);
        if (File.GetUnixFileMode(Folder) != OwnerAlone)
            File.SetUnixFileMode(Folder, OwnerAlone);
    }

    /// <summary>Forgets an allocation.</summary>
    public void Remove(AllocationToken token) => File.Delete(PathOf(token));

    /// <summary>The tokens of all allocations, in no order.</summary>
    public IReadOnlyList<AllocationToken> Tokens() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, $"*{Ending}").Select(TokenOf).OfType<AllocationToken>()]
        : [];

    /// <summary>One allocation; null when it is not there any more.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is not what this class writes, or cannot be read; the message names it, without the whole token.
    /// </exception>
    public Allocation? Read(AllocationToken token)
    {
        var path = PathOf(token);
        try
        {
            var entry = JsonSerializer.Deserialize(
                RegularFile.Read(path, MaxFile), AllocationJson.Default.AllocationEntry);
            return entry is { Resource: { } resource, Ids: { } ids, Serial: >= 0 and <= MaxSerial }
                && !ids.Any(string.IsNullOrEmpty)
                ? new(token, resource, ids, entry.At) { Serial = entry.Serial }
                : throw new InvalidDataException(token.HideIn($"{path}: a member is missing, or out of range"));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(token.HideIn($"{path}: {e.Message}"), e);
        }
    }

    /// <summary>Whether the entry may be read later. Such an error is the system's, and has its number.</summary>
    public static bool MayPass(Exception unreadable) =>
        (unreadable.InnerException ?? unreadable) is UnauthorizedAccessException or IOException { HResult: > 0 };

    private void WriteNow(Allocation allocation)
    {
        var path = PathOf(allocation.Token);
        var temporary = $"{path}.new";
        try
        {
            WriteWhole(temporary, new(allocation.Resource, allocation.Ids, allocation.At, allocation.Serial));
            File.Move(temporary, path);
            DurableFolder.Flush(Folder);
        }
        catch
        {
            // What may not last was not written.
            File.Delete(temporary);
            File.Delete(path);
            throw;
        }
    }

    // Null while an entry cannot be read for an error of the system: it may be the last.
    private long? LastSerial()
    {
        var last = 0L;
        foreach (var token in Tokens())
        {
            try
            {
                last = Math.Max(last, Read(token)?.Serial ?? 0);
            }
            catch (InvalidDataException e)
            {
                if (MayPass(e))
                    return null;
            }
        }

        return last;
    }

    private static void WriteWhole(string path, AllocationEntry entry)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        JsonSerializer.Serialize(file, entry, AllocationJson.Default.AllocationEntry);
        file.Flush(flushToDisk: true);
    }

    private static AllocationToken? TokenOf(string path) =>
        AllocationToken.TryParse(Path.GetFileNameWithoutExtension(path), out var token) ? token : null;

    private string PathOf(AllocationToken token) => Path.Combine(Folder, token + Ending);
}

/// <summary>An allocation in its file.</summary>
internal sealed record AllocationEntry(string? Resource, IReadOnlyList<string>? Ids, DateTimeOffset At, long Serial);

/// <summary>How it is written: no reflection, so that it works in a native program.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AllocationEntry))]
internal sealed partial class AllocationJson : JsonSerializerContext;
