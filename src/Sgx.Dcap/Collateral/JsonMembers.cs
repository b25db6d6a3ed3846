using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sgx.Dcap.Collateral;

/// <summary>
/// The members of a JSON object, each read as the kind it must be; those nobody asks for are ignored.
/// </summary>
/// <remarks>
/// Whatever is missing, of another kind or out of range is an <see cref="SgxFormatException"/> with the path.
/// </remarks>
internal readonly struct JsonMembers
{
    private const int MaxShown = 200;
    private const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private readonly JsonElement _object;
    private readonly string _path;
    private readonly int? _index;

    /// <param name="element">The object.</param>
    /// <param name="path">Where it stands, for error messages.</param>
    /// <param name="index">Which it is, when an array stands there.</param>
    /// <exception cref="SgxFormatException">It is no object.</exception>
    public JsonMembers(JsonElement element, string path, int? index = null)
    {
        (_object, _path, _index) = (element, path, index);
        if (element.ValueKind is not JsonValueKind.Object)
            throw new SgxFormatException(Path, $"{JsonValueKind.Object}", $"{element.ValueKind}");
    }

    private string Path => _index is null ? _path : $"{_path}[{_index}]";

    /// <summary>The object from brace to brace, exactly as received.</summary>
    public ReadOnlySpan<byte> Utf8 => JsonMarshal.GetRawUtf8Value(_object);

    /// <summary>How many there are.</summary>
    public int Count => _object.GetPropertyCount();

    public bool Has(string name) => _object.TryGetProperty(name, out _);

    /// <summary>Whether the member is there and is not null.</summary>
    public bool HasValue(string name) =>
        _object.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null;

    /// <summary>All members there are, in their order.</summary>
    public IEnumerable<string> Names => _object.EnumerateObject().Select(member => member.Name);

    /// <exception cref="SgxFormatException">There are others than those.</exception>
    public void RequireOnly(params ReadOnlySpan<string> names)
    {
        foreach (var name in Names)
        {
            if (!names.Contains(name))
                throw Unexpected(name, "no such member", "one");
        }
    }

    /// <summary>Whether both have the same members with the same values.</summary>
    public bool IsSameAs(JsonMembers other) => JsonElement.DeepEquals(_object, other._object);

    /// <summary>Whether the member is there and a string.</summary>
    public bool IsString(string name) => KindOf(name) is JsonValueKind.String;

    public bool Boolean(string name) => KindOf(name) switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        var kind => throw Unexpected(name, "true or false", $"{kind}"),
    };

    /// <summary>One string, or an array of at least one.</summary>
    public IReadOnlyList<string> StringOrStrings(string name)
    {
        if (IsString(name))
            return [String(name)];
        return Member(name, JsonValueKind.Array).GetArrayLength() > 0
            ? OptionalStrings(name)
            : throw Unexpected(name, "at least one", "none");
    }

    /// <summary>One integer, or an array of at least one.</summary>
    public IReadOnlyList<uint> Integers(string name, uint min, uint max)
    {
        if (KindOf(name) is not JsonValueKind.Array)
            return [Integer(name, min, max)];
        List<uint> integers = [];
        foreach (var item in Member(name, JsonValueKind.Array).EnumerateArray())
            integers.Add(IntegerOf(Require(item, JsonValueKind.Number, name), name, min, max));
        return integers.Count > 0 ? integers : throw Unexpected(name, "at least one", "none");
    }

    public string String(string name) => StringOf(Member(name, JsonValueKind.String), name);

    /// <exception cref="SgxFormatException">The member is there and no string.</exception>
    public void RequireStringIfThere(string name)
    {
        if (Has(name))
            _ = String(name);
    }

    /// <summary>Strings; none where the member is missing.</summary>
    public IReadOnlyList<string> OptionalStrings(string name)
    {
        List<string> strings = [];
        if (Has(name))
        {
            foreach (var item in Member(name, JsonValueKind.Array).EnumerateArray())
                strings.Add(StringOf(Require(item, JsonValueKind.String, name), name));
        }

        return strings;
    }

    public uint Integer(string name, uint min, uint max) =>
        IntegerOf(Member(name, JsonValueKind.Number), name, min, max);

    /// <summary>Bytes as hexadecimal digits of either case.</summary>
    public byte[] Hex(string name)
    {
        var text = String(name);
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw Unexpected(name, "hexadecimal digits, two a byte", $"'{text}'");
        }
    }

    /// <summary>Exactly <paramref name="size"/> bytes, as hexadecimal digits of either case.</summary>
    public byte[] Hex(string name, int size)
    {
        var bytes = Hex(name);
        return bytes.Length == size ? bytes : throw Unexpected(name, $"{size} bytes", $"{bytes.Length}");
    }

    /// <summary>An instant, written YYYY-MM-DDThh:mm:ssZ and no other way.</summary>
    public DateTimeOffset Date(string name)
    {
        var text = String(name);
        return DateTimeOffset.TryParseExact(
            text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date
                : throw Unexpected(name, "YYYY-MM-DDThh:mm:ssZ", $"'{text}'");
    }

    public JsonMembers Object(string name) => Object(name, PathOf(name));

    /// <summary>An object that goes by another name than its path.</summary>
    public JsonMembers Object(string name, string title) => new(Member(name, JsonValueKind.Object), title);

    public IEnumerable<JsonMembers> Objects(string name)
    {
        var path = PathOf(name);
        return Member(name, JsonValueKind.Array).EnumerateArray().Select((item, i) => new JsonMembers(item, path, i));
    }

    /// <summary>The exception for a member that has a wrong value.</summary>
    public SgxFormatException Unexpected(string name, string expected, string found) =>
        new(Short(PathOf(name)), expected, Short(found));

    /// <summary>What goes into a message: names and values are as long as a stranger likes.</summary>
    public static string Short(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "…";

    private string PathOf(string name) => $"{Path}.{name}";

    private JsonValueKind KindOf(string name) =>
        _object.TryGetProperty(name, out var member) ? member.ValueKind : JsonValueKind.Undefined;

    private uint IntegerOf(JsonElement number, string name, uint min, uint max) =>
        number.TryGetUInt32(out var value) && value >= min && value <= max
            ? value
            : throw Unexpected(name, min == max ? $"{min}" : $"an integer from {min} to {max}", number.GetRawText());

    private JsonElement Member(string name, JsonValueKind kind) => _object.TryGetProperty(name, out var member)
        ? Require(member, kind, name)
        : throw Unexpected(name, $"{kind}", "nothing");

    private JsonElement Require(JsonElement element, JsonValueKind kind, string name) => element.ValueKind == kind
        ? element
        : throw Unexpected(name, $"{kind}", $"{element.ValueKind}");

    private string StringOf(JsonElement element, string name)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Unexpected(name, "a string of characters", "half a surrogate pair");
        }
    }
}
