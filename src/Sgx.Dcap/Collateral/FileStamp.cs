using System.Security.Cryptography;
using System.Text;
using Sgx.Files;

namespace Sgx.Dcap.Collateral;

/// <summary>Tells whether stored collateral has changed, without making anything of it.</summary>
/// <remarks>
/// Up to 1 MiB, as all real files are, the content tells; of a larger file size and time alone, so that one which takes
/// its place with the same of both is not seen.
/// </remarks>
internal static class FileStamp
{
    private const int MaxHashed = 1024 * 1024;

    /// <summary>Name, size and hash or time of a file, or of all the files in a folder, links followed.</summary>
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
        return $"{file.Name} {target.FullName} {target.Length} {ContentOf(target)}";
    }

    // What has no length may be a pipe, which never ends; what may not be read may be no part of the collateral.
    private static string ContentOf(FileInfo file)
    {
        if (file.Length is 0 or > MaxHashed)
            return $"of {file.LastWriteTimeUtc.Ticks}";
        try
        {
            using var content = file.OpenRead();
            return Convert.ToHexStringLower(SHA256.HashData(BoundedFile.ReadAll(content, MaxHashed)));
        }
        catch (UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }
}
