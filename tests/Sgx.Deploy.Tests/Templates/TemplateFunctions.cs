using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sgx.Deploy.Tests.Manifests;

namespace Sgx.Deploy.Tests.Templates;

/// <summary>The functions of the subset, as Helm has them. The piped value is the last argument.</summary>
internal static class TemplateFunctions
{
    /// <exception cref="TemplateException">No such function, or arguments that Helm would refuse too.</exception>
    public static object? Call(string function, IReadOnlyList<object?> arguments) => (function, arguments) switch
    {
        ("default", [var other, var value]) => IsTrue(value) ? value : other,
        ("quote", [var value]) => Quote(Print(value)),
        ("toYaml", [var value]) => Yaml.Write(value),
        ("indent", [long by, string text]) => Indent(by, text),
        ("nindent", [long by, string text]) => "\n" + Indent(by, text),
        ("required", [string message, var value]) =>
            value is null or "" ? throw new TemplateException(message) : value,
        ("eq", [string left, string right]) => left == right,
        ("eq", [bool left, bool right]) => left == right,
        ("ne", [string left, string right]) => left != right,
        ("Has", [List<object?> all, string one]) => all.Contains(one),
        ("not", [var value]) => !IsTrue(value),
        ("printf", [string format, ..]) => Printf(format, arguments.Skip(1)),
        ("replace", [string old, string other, string text]) => text.Replace(old, other, StringComparison.Ordinal),
        ("trunc", [long length, string text]) => text.Length > length ? text[..(int)length] : text,
        ("trimSuffix", [string suffix, string text]) =>
            text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text,
        ("sha256sum", [string text]) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        _ => throw new TemplateException(
            $"not in the subset: {function} of {string.Join(", ", arguments.Select(a => a?.GetType().Name ?? "nil"))}"),
    };

    /// <summary>Empty things, zero, false and nil are not true.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or false or "" or 0L or 0.0 => false,
        ICollection { Count: 0 } => false,
        _ => true,
    };

    /// <summary>As a value is printed; Helm prints nothing for nil, which here is a mistake.</summary>
    /// <exception cref="TemplateException">It is nil, a list or a map.</exception>
    public static string Print(object? value) => value switch
    {
        string text => text,
        true => "true",
        false => "false",
        long or double => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        null => throw new TemplateException("a value that is not there is printed"),
        _ => throw new TemplateException($"a {value.GetType().Name} is printed"),
    };

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Indent(long by, string text)
    {
        var margin = new string(' ', (int)by);
        return margin + text.Replace("\n", "\n" + margin, StringComparison.Ordinal);
    }

    private static string Printf(string format, IEnumerable<object?> values)
    {
        var parts = format.Split("%s");
        var printed = values.Select(Print).ToList();
        return parts.Length == printed.Count + 1 && !format.Replace("%s", "", StringComparison.Ordinal).Contains('%')
            ? string.Concat(parts.Zip([.. printed, ""], string.Concat))
            : throw new TemplateException($"printf of another form: {format}");
    }
}
