namespace Sgx.Files;

/// <summary>Reads a file whole, if it is no larger than its kind can be and gives its bytes in time.</summary>
public static class BoundedFile
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>All the bytes of a file, or of a pipe that somebody writes to and closes.</summary>
    /// <exception cref="IOException">Missing, over <paramref name="maxSize"/> bytes, or silent for 10 s.</exception>
    /// <exception cref="UnauthorizedAccessException">Not to be read by this user, or a directory.</exception>
    public static byte[] Read(string path, int maxSize) => Read(path, maxSize, Deadline);

    internal static byte[] Read(string path, int maxSize, TimeSpan deadline) =>
        Read(() => File.OpenRead(path), maxSize, deadline);

    /// <summary>The same of what a function opens, as standard input, within a time of one's own.</summary>
    /// <exception cref="IOException">Over <paramref name="maxSize"/> bytes, or silent for so long.</exception>
    public static byte[] Read(Func<Stream> open, int maxSize, TimeSpan deadline)
    {
        // On a thread that may be left behind: opening a pipe that nobody writes to blocks, and nothing ends that.
        var reading = new Task<byte[]>(() => ReadNow(open, maxSize));
        var reader = new Thread(reading.RunSynchronously) { IsBackground = true, Name = "reader" };
        reader.Start();
        return reader.Join(deadline)
            ? reading.GetAwaiter().GetResult()
            : throw new IOException($"it gave nothing to read within {deadline.TotalSeconds:0.###} s");
    }

    private static byte[] ReadNow(Func<Stream> open, int maxSize)
    {
        using var file = open();
        return ReadAll(file, maxSize);
    }

    /// <summary>The bytes of what is open already and does not have to be waited for.</summary>
    /// <exception cref="IOException">Over <paramref name="maxSize"/> bytes.</exception>
    public static byte[] ReadAll(Stream file, int maxSize)
    {
        ArgumentNullException.ThrowIfNull(file);

        // By reading, not by asking for the length: a pipe or a device does not know its own.
        using var all = new MemoryStream();
        var piece = new byte[Math.Min(maxSize + 1, 64 * 1024)];
        while (file.Read(piece) is > 0 and var count)
        {
            if (all.Length + count > maxSize)
                throw new IOException($"it is larger than {maxSize} bytes");
            all.Write(piece, 0, count);
        }

        return all.ToArray();
    }
}
