using Sgx.Dcap.Collateral;

namespace Sgx.Dcap.Policy;

/// <summary>An object of a policy's document: what nobody asks it for must not be there.</summary>
internal sealed class PolicySection(JsonMembers members, string prefix, PolicySources sources)
{
    private const uint MaxSeconds = 10 * 366 * 24 * 3600;

    private readonly HashSet<string> _asked = [];

    public JsonMembers Members => members;

    /// <summary>Whether a member is there that makes no rule.</summary>
    public bool HasPlain(string name)
    {
        _ = _asked.Add(name);
        return members.Has(name);
    }

    /// <summary>Whether a member is there that makes a rule, which is then from here.</summary>
    /// <param name="name">The member.</param>
    /// <param name="rule">The rule, if it is not called like the member.</param>
    public bool Has(string name, string? rule = null)
    {
        if (!HasPlain(name))
            return false;
        sources.Add(rule ?? prefix + name, prefix + name);
        return true;
    }

    /// <summary>A section inside; what is there is read by the function, which must ask for every member.</summary>
    public T Section<T>(string name, T otherwise, Func<PolicySection, T> read)
    {
        if (!HasPlain(name))
            return otherwise;
        var section = new PolicySection(members.Object(name), $"{prefix}{name}.", sources);
        var result = read(section);
        section.RequireNothingElse();
        return result;
    }

    /// <summary>Lets members be that begin with #, which are comments in Intel's policies.</summary>
    public void SkipComments() => _asked.UnionWith(members.Names.Where(name => name.StartsWith('#')));

    /// <exception cref="SgxFormatException">There is a member that nobody has asked for.</exception>
    public void RequireNothingElse()
    {
        var unknown = members.Names.FirstOrDefault(name => !_asked.Contains(name));
        if (unknown is not null)
            throw members.Unexpected(unknown, "no such member", "one");
    }

    /// <summary>One string of hexadecimal digits, or an array of some.</summary>
    public OneOf? Bytes(string name, int size, string? rule = null) =>
        Has(name, rule) ? new OneOf(members.StringOrStrings(name).Select(text => Hex(name, text, size))) : null;

    public ushort? Number(string name, string? rule = null) =>
        Has(name, rule) ? (ushort)members.Integer(name, 0, ushort.MaxValue) : null;

    public uint? LargeNumber(string name, string? rule = null) =>
        Has(name, rule) ? members.Integer(name, 0, uint.MaxValue) : null;

    public bool? Flag(string name, string? rule = null) => Has(name, rule) ? members.Boolean(name) : null;

    public DateTimeOffset? Date(string name, string? rule = null) => Has(name, rule) ? members.Date(name) : null;

    public TimeSpan? Seconds(string name, string? rule = null) =>
        Has(name, rule) ? TimeSpan.FromSeconds(members.Integer(name, 0, MaxSeconds)) : null;

    /// <summary>An object of value and mask, each so many hexadecimal digits, the highest first.</summary>
    public MaskedBits? Bits(string name, int digits)
    {
        if (!Has(name))
            return null;
        var bits = new PolicySection(members.Object(name), $"{prefix}{name}.", sources);
        var (value, mask) = (bits.RequireBits("value", digits), bits.RequireBits("mask", digits));
        bits.RequireNothingElse();
        return (value & ~mask) == 0
            ? new(value, mask)
            : throw members.Unexpected(name, "a value with no bit outside its mask", $"{value:x} under {mask:x}");
    }

    /// <summary>A number as so many hexadecimal digits, the highest first.</summary>
    public ulong RequireBits(string name, int digits)
    {
        _ = HasPlain(name);
        return members.Hex(name, digits / 2).Aggregate(0UL, (number, one) => (number << 8) | one);
    }

    /// <summary>Exactly so many bytes out of hexadecimal digits of either case.</summary>
    public ReadOnlyMemory<byte> Hex(string name, string text, int size)
    {
        var bytes = new byte[size];
        return text.Length == 2 * size
            && Convert.FromHexString(text, bytes, out _, out _) is System.Buffers.OperationStatus.Done
                ? bytes
                : throw members.Unexpected(name, $"{2 * size} hexadecimal digits", $"'{text}'");
    }
}
