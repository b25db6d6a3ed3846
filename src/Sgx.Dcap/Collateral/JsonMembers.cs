using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sgx.Dcap.Collateral;

/// <summary>The members of a JSON object, each read as the kind it must be; those nobody asks for are ignored.</summary>
/// <remarks>Whatever is missing, of another kind or out of range is an <see cref="SgxFormatException"/> with the path.</remarks>
internal readonly struct JsonMembers
{
    private const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private readonly JsonElement _object;
    private readonly string _path;

    public JsonMembers(JsonElement element, string path)
    {
        _object = Require(element, JsonValueKind.Object, path);
        _path = path;
    }

    public bool Has(string name) => _object.TryGetProperty(name, out _);

    public string String(string name) => StringOf(Member(name, JsonValueKind.String), PathOf(name));

    /// <summary>Strings; none where the member is missing.</summary>
    public IEnumerable<string> OptionalStrings(string name)
    {
        var path = PathOf(name);
        return Has(name) ? Member(name, JsonValueKind.Array).EnumerateArray().Select(item => StringOf(item, path)) : [];
    }

    public uint Integer(string name, uint min, uint max)
    {
        var member = Member(name, JsonValueKind.Number);
        return member.TryGetUInt32(out var value) && value >= min && value <= max
            ? value
            : throw new SgxFormatException(PathOf(name), $"an integer from {min} to {max}", member.GetRawText());
    }

    /// <summary>Exactly <paramref name="size"/> bytes, as hexadecimal digits of either case.</summary>
    public byte[] Hex(string name, int size) =>
        SgxFormatException.ThrowUnlessSize(Hex(name), size, PathOf(name)).ToArray();

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
            throw new SgxFormatException(PathOf(name), "hexadecimal digits, two a byte", $"'{text}'");
        }
    }

    /// <summary>An instant, written YYYY-MM-DDThh:mm:ssZ and no other way.</summary>
    public DateTimeOffset Date(string name)
    {
        var text = String(name);
        return DateTimeOffset.TryParseExact(
            text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date
                : throw new SgxFormatException(PathOf(name), "YYYY-MM-DDThh:mm:ssZ", $"'{text}'");
    }

    public JsonMembers Object(string name) => new(Member(name, JsonValueKind.Object), PathOf(name));

    public IEnumerable<JsonMembers> Objects(string name)
    {
        var path = PathOf(name);
        return Member(name, JsonValueKind.Array).EnumerateArray().Select((item, i) => new JsonMembers(item, $"{path}[{i}]"));
    }

    /// <summary>The bytes of a member that is an object, exactly as received.</summary>
    public byte[] RawObject(string name) => JsonMarshal.GetRawUtf8Value(Member(name, JsonValueKind.Object)).ToArray();

    public SgxFormatException Unexpected(string name, string expected, string found) => new(PathOf(name), expected, found);

    private string PathOf(string name) => $"{_path}.{name}";

    private JsonElement Member(string name, JsonValueKind kind) => _object.TryGetProperty(name, out var member)
        ? Require(member, kind, PathOf(name))
        : throw new SgxFormatException(PathOf(name), $"{kind}", "nothing");

    private static JsonElement Require(JsonElement element, JsonValueKind kind, string path) => element.ValueKind == kind
        ? element
        : throw new SgxFormatException(path, $"{kind}", $"{element.ValueKind}");

    private static string StringOf(JsonElement element, string path)
    {
        try
        {
            return Require(element, JsonValueKind.String, path).GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new SgxFormatException(path, "a string of characters", "half a surrogate pair");
        }
    }
}
