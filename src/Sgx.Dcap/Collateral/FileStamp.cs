using System.Text;

namespace Sgx.Dcap.Collateral;

/// <summary>Tells whether stored collateral has changed, without reading it.</summary>
internal static class FileStamp
{
    /// <summary>Name, size and time of a file, or of all the files in a folder, links followed.</summary>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static string Of(string path)
    {
        if (!Directory.Exists(path))
            return OfFile(new(path));
        var stamp = new StringBuilder();
        var files = new DirectoryInfo(path).EnumerateFiles();
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
            _ = stamp.AppendLine(OfFile(file));
        return stamp.ToString();
    }

    // What is mounted from a ConfigMap are links, whose own size and time never change.
    private static string OfFile(FileInfo file)
    {
        var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return $"{file.Name} {target.FullName} {target.Length} {target.LastWriteTimeUtc.Ticks}";
    }
}
