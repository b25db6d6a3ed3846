namespace Sgx.Dcap.Collateral;

/// <summary>
/// How the levels of a document are read: at least one, the highest first whatever the order, none twice.
/// </summary>
internal static class TcbLevels
{
    private const string Member = "tcbLevels";

    /// <exception cref="SgxFormatException">None, or two that are equal.</exception>
    public static List<T> Read<T>(JsonMembers document, Func<JsonMembers, T> read, Comparison<T> compare)
    {
        List<T> levels = [.. document.Objects(Member).Select(read)];
        if (levels.Count == 0)
            throw document.Unexpected(Member, "at least one level", "none");

        levels.Sort((one, other) => compare(other, one));
        for (var i = 1; i < levels.Count; i++)
        {
            if (compare(levels[i - 1], levels[i]) == 0)
                throw document.Unexpected(Member, "each level once", "one twice");
        }

        return levels;
    }
}
