using System.Globalization;

namespace Sgx.Dcap.Collateral;

/// <summary>A version of the TDX module, and from which ISVSVN on it is how well patched.</summary>
/// <remarks>A member of tdxModuleIdentities of a TCB info of version 3.</remarks>
public sealed record TdxModuleIdentity : TdxModule
{
    internal new const string Member = "tdxModuleIdentities";

    private const string Prefix = "TDX_";

    private readonly List<IsvTcbLevel> _levels;
    private readonly byte? _version;

    /// <exception cref="SgxFormatException">Malformed.</exception>
    internal TdxModuleIdentity(JsonMembers members)
        : base(members)
    {
        Id = members.String("id");
        _version = VersionIn(Id);
        _levels = TcbLevels.Read(members, level => new IsvTcbLevel(level), IsvTcbLevel.Compare);
    }

    /// <summary><c>TDX_</c> and the module's version, two hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>The highest first.</summary>
    public IReadOnlyList<IsvTcbLevel> Levels => _levels;

    internal bool IsOf(byte version) => _version == version;

    internal static string IdOf(byte version) => $"{Prefix}{version:x2}";

    /// <summary>The highest level that the module meets; null when it meets none.</summary>
    internal IsvTcbLevel? Match(byte isvSvn) => _levels.Find(level => isvSvn >= level.IsvSvn);

    /// <exception cref="SgxFormatException">Malformed, or one id twice.</exception>
    internal static List<TdxModuleIdentity> ReadAll(JsonMembers document)
    {
        if (!document.Has(Member))
            return [];
        List<TdxModuleIdentity> identities = [.. document.Objects(Member).Select(item => new TdxModuleIdentity(item))];
        if (identities.Count == 0)
            throw document.Unexpected(Member, "at least one, or no such member", "none");
        var ids = identities.Select(identity => identity.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return ids.Count == identities.Count
            ? identities
            : throw document.Unexpected(Member, "each id once", "one twice");
    }

    // Read once, since every quote of a TD asks; null where the id is none of a module, and so none of any version.
    private static byte? VersionIn(string id) =>
        id.Length == Prefix.Length + 2 && id.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && byte.TryParse(
            id.AsSpan(Prefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
}
