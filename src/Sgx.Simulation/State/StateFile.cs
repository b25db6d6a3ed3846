using System.Security.Cryptography;
using System.Text;

namespace Sgx.Simulation.State;

/// <summary>A small text file of a state directory: written once, whole or not at all, for its owner only.</summary>
internal sealed class StateFile(string directory, string name, int maxSize)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public string Path { get; } = System.IO.Path.Combine(directory, name);

    /// <summary>Writes the file unless there is one: of several writers at once, the first wins.</summary>
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
            // There is one already, or another writer was first.
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
    /// <exception cref="SimulatedStateException">It is too long, or others than its owner may touch it.</exception>
    public string? Read()
    {
        if (!File.Exists(Path))
            return null;

        using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read);
        var mode = File.GetUnixFileMode(stream.SafeFileHandle);
        if ((mode & Others) != 0)
            throw new SimulatedStateException(
                SimulatedStateFailure.ReadableByOthers,
                $"{Path} is open to others than its owner; run 'chmod 600 {Path}'");
        if (stream.Length > maxSize)
            throw Malformed($"{stream.Length} bytes are too many");

        using var reader = new StreamReader(stream, Encoding.ASCII);
        return reader.ReadToEnd();
    }

    /// <summary>What to throw when the file holds something else than it should.</summary>
    public SimulatedStateException Malformed(string why, Exception? inner = null) =>
        new(SimulatedStateFailure.Malformed, $"{Path} is not as it should be: {why}", inner);
}
