namespace Sgx.Files;

/// <summary>Whether somebody else can decide what a path leads to.</summary>
/// <remarks>
/// Every folder on the way counts, and every link: whoever owns one, or may write to one, can put another file in the
/// place of the last. This user and root are trusted. A folder that is sticky, as <c>/tmp</c>, keeps its entries.
/// </remarks>
internal static class TrustedPath
{
    private const uint Root = 0;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    // As many as Linux follows.
    private const int MaxLinks = 40;

    /// <summary>Who else decides, and what to run against it; null when nobody does.</summary>
    /// <remarks>What is not there yet is not looked at: it will be this user's.</remarks>
    public static string? Weakness(string path)
    {
        var ahead = new Stack<string>();
        Push(ahead, Path.GetFullPath(path));
        var at = "/";
        for (var links = 0; FileStatus.Of(at) is { } status;)
        {
            if (WeaknessOf(at, status) is { } weakness)
                return weakness;
            if (status.IsLink)
            {
                if (++links > MaxLinks)
                    return $"{path} leads through more than {MaxLinks} links";
                var target = new FileInfo(at).LinkTarget ?? "";
                Push(ahead, Path.GetFullPath(target, Path.GetDirectoryName(at)!));
                at = "/";
            }
            else if (ahead.TryPop(out var name))
            {
                at = Path.Combine(at, name);
            }
            else
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Names of an absolute path, the first on top.</summary>
    private static void Push(Stack<string> ahead, string path)
    {
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            ahead.Push(name);
    }

    private static string? WeaknessOf(string path, FileStatus status)
    {
        var user = FileStatus.EffectiveUser;
        if (status.Owner != Root && status.Owner != user)
            return $"{path} belongs to uid {status.Owner}, who can replace it, and this process runs as uid {user}; "
                + $"run 'chown {user} {path}', or use a folder of uid {user}";
        if (status.IsFolder && !status.IsSticky && (status.Permissions & OthersWrite) != 0)
            return $"others than uid {status.Owner}, its owner, may write to {path} and replace what is in it; "
                + $"run 'chmod go-w {path}'";
        return null;
    }
}
