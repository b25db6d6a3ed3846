using System.Globalization;
using System.Text.RegularExpressions;

namespace Sgx.Deploy.Tests.Templates;

/// <summary>Reads operands, functions, parentheses, and <c>|</c>, which gives its left as last argument.</summary>
internal sealed partial class ExpressionParser
{
    // The one method of the subset, as of .Capabilities.APIVersions.
    private const string Method = "Has";

    private readonly string _text;
    private readonly string[] _tokens;
    private int _next;

    private ExpressionParser(string text)
    {
        _text = text;
        _tokens = [.. Token().Matches(text).Select(match => match.Value)];
        if (_tokens.Sum(token => token.Length) != text.Count(character => character != ' ') + SpacesInStrings())
            throw Unknown();
    }

    /// <exception cref="TemplateException">It is not in the subset.</exception>
    public static Expression Parse(string text)
    {
        var parser = new ExpressionParser(text);
        var expression = parser.Pipeline();
        return parser._next == parser._tokens.Length ? expression : throw parser.Unknown();
    }

    private Expression Pipeline()
    {
        var left = Command(null);
        while (Peek() == "|")
        {
            _next++;
            left = Command(left);
        }

        return left;
    }

    private Expression Command(Expression? last)
    {
        if (Peek() is { } name && FunctionName().IsMatch(name))
        {
            _next++;
            var arguments = Operands();
            return new Expression.Call(name, last is null ? arguments : [.. arguments, last]);
        }

        return (Operands(), last) switch
        {
            ([var only], null) => only,
            ([Expression.Path path, var argument], null) when path.Members is [.., Method] =>
                new Expression.Call(Method, [path with { Members = [.. path.Members.SkipLast(1)] }, argument]),
            _ => throw Unknown(),
        };
    }

    private List<Expression> Operands()
    {
        var operands = new List<Expression>();
        while (Peek() is { } token and not ("|" or ")"))
        {
            _next++;
            operands.Add(Operand(token));
        }

        return operands;
    }

    private Expression Operand(string token)
    {
        if (token == "(")
        {
            var inner = Pipeline();
            return Take() == ")" ? inner : throw Unknown();
        }

        return token[0] switch
        {
            '"' => new Expression.Literal(Regex.Unescape(token[1..^1])),
            '.' => new Expression.Path(null, Members(token)),
            '$' => new Expression.Path(Variable(token), Members(token)),
            _ => long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new Expression.Literal(number)
                : throw Unknown(),
        };
    }

    private static string Variable(string token) => token.Split('.')[0];

    private static string[] Members(string token) =>
        token.Split('.', StringSplitOptions.RemoveEmptyEntries)[(token[0] == '$' ? 1 : 0)..];

    private string? Peek() => _next < _tokens.Length ? _tokens[_next] : null;

    private string? Take() => _next < _tokens.Length ? _tokens[_next++] : null;

    private int SpacesInStrings() =>
        _tokens.Where(token => token[0] == '"').Sum(token => token.Count(character => character == ' '));

    private TemplateException Unknown() => new($"not in the subset: {_text}");

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|\$\w*(?:\.\w+)*|(?:\.\w+)+|\.|\w+|[|()]
        """)]
    private static partial Regex Token();

    [GeneratedRegex("^[a-zA-Z]\\w*$")]
    private static partial Regex FunctionName();
}
