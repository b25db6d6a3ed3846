using System.Security.Cryptography;
using System.Text;
using Sgx.Files;

namespace Sgx.Simulation.State;

/// <summary>A small text file of a state directory: written once, whole or not at all, for its owner only.</summary>
internal sealed class StateFile(string directory, string name, int maxSize)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public string Path { get; } = System.IO.Path.Combine(directory, name);

    /// <summary>Writes the file unless there is one; under the directory's lock.</summary>
    public void WriteOnce(string text)
    {
        var draft = System.IO.Path.Combine(directory, $".{name}.{RandomNumberGenerator.GetHexString(16)}");
        try
        {
            Write(draft, text);
            File.Move(draft, Path, overwrite: false);
        }
        catch (IOException) when (File.Exists(Path))
        {
            // There is one already.
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static void Write(string path, string text)
    {
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        });
        stream.Write(Encoding.ASCII.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>What stands in the file; null when there is none.</summary>
    /// <exception cref="SimulatedStateException">It cannot be read, or others than its owner may.</exception>
    public string? Read()
    {
        try
        {
            RequireOwnersOnly();
            RequireTrusted(Path);
            return Encoding.ASCII.GetString(BoundedFile.Read(Path, maxSize));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SimulatedStateException(
                SimulatedStateFailure.Inaccessible, $"cannot read {Path}: {e.Message}", e);
        }
    }

    /// <summary>Refuses what another user than this one and root can replace: a file, a folder, one above it.</summary>
    /// <exception cref="SimulatedStateException">Somebody else can.</exception>
    public static void RequireTrusted(string path)
    {
        if (TrustedPath.Weakness(path) is { } weakness)
            throw new SimulatedStateException(
                SimulatedStateFailure.Untrusted, $"{path} is no place for a simulated platform: {weakness}");
    }

    private void RequireOwnersOnly()
    {
        if ((File.GetUnixFileMode(Path) & Others) != 0)
            throw new SimulatedStateException(
                SimulatedStateFailure.ReadableByOthers,
                $"{Path} is open to others than its owner; run 'chmod 600 {Path}'");
    }

    /// <summary>What to throw when the file holds something else than it should.</summary>
    public SimulatedStateException Malformed(string why, Exception? inner = null) =>
        new(SimulatedStateFailure.Malformed, $"{Path} is not as it should be: {why}", inner);
}
