using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text;

namespace Sgx.Agent.Settings;

/// <summary>Reads settings from their three sources, and gathers what is wrong with them.</summary>
internal sealed class SettingReader(
    ParseResult flags, Func<string, string?> environment, IReadOnlyDictionary<string, string> file)
{
    private readonly List<string> _mistakes = [];

    public string Text(Setting setting)
    {
        var value = Find(setting).Value;
        if (value is null)
            _mistakes.Add(Missing(setting));
        return value ?? "";
    }

    public int Integer(Setting setting, int from, int to) => Parsed<int>(
        setting, $"a whole number from {from} to {to}",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= from && number <= to
            ? number
            : null);

    /// <summary>A <see cref="DurationText"/> from a millisecond to an hour.</summary>
    public TimeSpan Duration(Setting setting) =>
        Formatted(setting, text => DurationText.Parse(text, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)));

    public TEnum Choice<TEnum>(Setting setting) where TEnum : struct, Enum => Parsed<TEnum>(
        setting, $"one of {string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant()}",
        text => char.IsAsciiLetter(text.FirstOrDefault())
            && Enum.TryParse<TEnum>(text, ignoreCase: true, out var choice)
            ? choice
            : null);

    /// <summary>An address and a port to listen at; null where the setting has its default, which is nowhere.</summary>
    public IPEndPoint? AddressOrOff(Setting setting) => Text(setting) == setting.Default
        ? null
        : Value(setting, $"an address and port as 127.0.0.1:9550, or {setting.Default}", ParseAddress);

    /// <summary>The path of a folder in which sockets lie; null where it is none, or too long for them.</summary>
    public string? SocketFolder(Setting setting, int maxBytes) => Value(
        setting, $"an absolute path of {maxBytes} bytes at most, since sockets lie in it",
        text => Path.IsPathRooted(text) && Encoding.UTF8.GetByteCount(text) <= maxBytes ? text : null);

    /// <summary>A value of any kind; the parser gives null for what is none.</summary>
    public T? Value<T>(Setting setting, string expected, Func<string, T?> parse) where T : class
    {
        var (text, source) = Find(setting);
        if (text is not null && parse(text) is { } value)
            return value;
        _mistakes.Add(text is null ? Missing(setting) : $"{source}: expected {expected}, found '{text}'");
        return null;
    }

    /// <summary>
    /// A value of any kind whose parser says itself what is wrong, by <see cref="FormatException"/>; else the default.
    /// </summary>
    public T? Formatted<T>(Setting setting, Func<string, T> parse)
    {
        var (text, source) = Find(setting);
        try
        {
            if (text is not null)
                return parse(text);
            _mistakes.Add(Missing(setting));
        }
        catch (FormatException e)
        {
            _mistakes.Add($"{source}: {e.Message}");
        }

        return default;
    }

    /// <summary>Adds what is wrong with a setting that can be read, but not done.</summary>
    public void Mistaken(Setting setting, string why) => _mistakes.Add($"{Find(setting).Source}: {why}");

    /// <summary>Settings and their values, for a log: what is not the default, and what always matters.</summary>
    public string Describe(IEnumerable<Setting> all, IReadOnlyCollection<Setting> always) => string.Join(
        ", ", all
            .Select(setting => (Setting: setting, Find(setting).Value))
            .Where(given => given.Value != given.Setting.Default || always.Contains(given.Setting))
            .Select(given => $"{given.Setting.Name} {given.Value}"));

    /// <exception cref="SettingsException">Something was wrong with what was read.</exception>
    public void ThrowIfMistaken()
    {
        if (_mistakes.Count > 0)
            throw new SettingsException(_mistakes);
    }

    private T Parsed<T>(Setting setting, string expected, Func<string, T?> parse) where T : struct
    {
        var (text, source) = Find(setting);
        if (text is not null && parse(text) is { } value)
            return value;
        _mistakes.Add(text is null ? Missing(setting) : $"{source}: expected {expected}, found '{text}'");
        return default;
    }

    private static string Missing(Setting setting) =>
        $"--{setting.Name} is required (or {setting.Variable}, or '{setting.Name}' in the file)";

    private (string? Value, string Source) Find(Setting setting) =>
        flags.GetValue(setting.Flag) is { } flag ? (flag, $"--{setting.Name}")
        : environment(setting.Variable) is { Length: > 0 } variable ? (variable, setting.Variable)
        : file.TryGetValue(setting.Name, out var member) ? (member, $"'{setting.Name}' in the file")
        : (setting.Default, "default");

    private static IPEndPoint? ParseAddress(string text) =>
        text.Contains(':', StringComparison.Ordinal)
            && IPEndPoint.TryParse(text, out var address)
            && address.Port > 0
            ? address
            : null;
}
