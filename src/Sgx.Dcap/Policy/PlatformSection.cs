using Sgx.Dcap.Collateral;

namespace Sgx.Dcap.Policy;

/// <summary>The section <c>platforms</c> of a policy's document.</summary>
internal static class PlatformSection
{
    public const int IdSize = 16;
    public const int FmspcSize = 6;
    private const int MaxSgxType = 255;

    public static PlatformRequirements Read(PolicySection section, PlatformRequirements before) => before with
    {
        Allowed = section.Has("allowed") ? ReadAllowed(section) : before.Allowed,
        Denied = section.Has("denied") ? ReadList(section, "denied") : before.Denied,
        SgxTypes = section.Has("sgxTypes") ? ReadTypes(section.Members) : before.SgxTypes,
        AllowDynamic = section.Flag("allowDynamic") ?? before.AllowDynamic,
        AllowCachedKeys = section.Flag("allowCachedKeys") ?? before.AllowCachedKeys,
        AllowSmt = section.Flag("allowSmt") ?? before.AllowSmt,
    };

    private static HashSet<byte> ReadTypes(JsonMembers section) =>
        [.. section.Integers("sgxTypes", 0, MaxSgxType).Select(type => (byte)type)];

    private static List<KnownPlatform> ReadAllowed(PolicySection section)
    {
        var allowed = ReadList(section, "allowed");
        return allowed.Count > 0
            ? allowed
            : throw section.Members.Unexpected("allowed", "at least one platform", "none");
    }

    private static List<KnownPlatform> ReadList(PolicySection section, string name) =>
        [.. section.Members.Objects(name).Select(ReadPlatform)];

    private static KnownPlatform ReadPlatform(JsonMembers members)
    {
        members.RequireOnly("ppid", "platformInstanceId", "fmspc", "note");
        members.RequireStringIfThere("note");
        var platform = new KnownPlatform
        {
            Ppid = Bytes(members, "ppid", IdSize),
            PlatformInstanceId = Bytes(members, "platformInstanceId", IdSize),
            Fmspc = Bytes(members, "fmspc", FmspcSize),
        };
        return platform.IsMachine || platform.Fmspc is not null
            ? platform
            : throw members.Unexpected("ppid", "ppid, platformInstanceId or fmspc", "none of them");
    }

    // Of an array that is null, a memory would be made that is empty.
    private static ReadOnlyMemory<byte>? Bytes(JsonMembers members, string name, int size) =>
        members.Has(name) ? members.Hex(name, size) : default(ReadOnlyMemory<byte>?);
}
