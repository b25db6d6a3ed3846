using System.Text.RegularExpressions;

namespace Sgx.Deploy.Tests.Templates;

/// <summary>Builds the tree of one file; what it defines goes to the table that all files share.</summary>
internal sealed partial class TemplateParser
{
    private readonly string _file;
    private readonly IReadOnlyList<TemplatePiece> _pieces;
    private readonly Dictionary<string, IReadOnlyList<TemplateNode>> _definitions;
    private int _next;

    private TemplateParser(string file, string text, Dictionary<string, IReadOnlyList<TemplateNode>> definitions)
    {
        _file = file;
        _pieces = TemplateLexer.Cut(file, text);
        _definitions = definitions;
    }

    /// <exception cref="TemplateException">It is outside the subset, or does not close.</exception>
    public static IReadOnlyList<TemplateNode> Parse(
        string file, string text, Dictionary<string, IReadOnlyList<TemplateNode>> definitions)
    {
        var parser = new TemplateParser(file, text, definitions);
        var nodes = parser.Block(out var end);
        return end is null ? nodes : throw new TemplateException($"{file}: '{end}' closes nothing");
    }

    // Up to "end", "else …" or the end of the file.
    private List<TemplateNode> Block(out string? end)
    {
        var nodes = new List<TemplateNode>();
        while (_next < _pieces.Count)
        {
            var piece = _pieces[_next++];
            if (piece.IsAction && Closing().IsMatch(piece.Text))
            {
                end = piece.Text;
                return nodes;
            }

            if (!piece.IsAction)
                nodes.Add(new TemplateNode.Text(piece.Text));
            else if (Action(piece) is { } node)
                nodes.Add(node);
        }

        end = null;
        return nodes;
    }

    private TemplateNode? Action(TemplatePiece piece)
    {
        var (word, rest) = piece.Text.Split(' ', 2) is [var first, var second] ? (first, second) : (piece.Text, "");
        switch (word)
        {
            case "if":
                return If(rest, piece.Line);
            case "with":
                var value = Understand(rest, piece.Line);
                var then = Body(piece, out var otherwise);
                return new TemplateNode.With(value, then, otherwise, piece.Line);
            case "range":
                return Range(rest, piece);
            case "define":
                if (!_definitions.TryAdd(rest.Trim('"'), Body(piece, out _)))
                    throw new TemplateException($"{_file}:{piece.Line}: {rest} is defined twice");
                return null;
            default:
                return Setting().Match(piece.Text) is { Success: true } setting
                    ? new TemplateNode.Set(
                        setting.Groups[1].Value, Understand(setting.Groups[2].Value, piece.Line), piece.Line)
                    : new TemplateNode.Print(Understand(piece.Text, piece.Line), piece.Line);
        }
    }

    private TemplateNode.If If(string condition, int line)
    {
        var then = Block(out var end);
        IReadOnlyList<TemplateNode> otherwise = end switch
        {
            "end" => [],
            "else" => Rest(line),
            { } more when more.StartsWith("else if ", StringComparison.Ordinal) => [If(more[8..], line)],
            _ => throw new TemplateException($"{_file}:{line}: 'if' does not close"),
        };
        return new(Understand(condition, line), then, otherwise, line);
    }

    private TemplateNode.Range Range(string rest, TemplatePiece piece)
    {
        var variables = RangeVariables().Match(rest);
        var of = Understand(variables.Success ? variables.Groups[3].Value : rest, piece.Line);
        var body = Body(piece, out var otherwise);
        if (otherwise.Count > 0)
            throw new TemplateException($"{_file}:{piece.Line}: 'else' of 'range' is not in the subset");
        return variables.Success
            ? new(variables.Groups[1].Value, variables.Groups[2].Value, of, body, piece.Line)
            : new(null, null, of, body, piece.Line);
    }

    private List<TemplateNode> Body(TemplatePiece opened, out IReadOnlyList<TemplateNode> otherwise)
    {
        var then = Block(out var end);
        otherwise = end switch
        {
            "end" => [],
            "else" => Rest(opened.Line),
            _ => throw new TemplateException($"{_file}:{opened.Line}: '{opened.Text}' does not close"),
        };
        return then;
    }

    private List<TemplateNode> Rest(int line)
    {
        var nodes = Block(out var end);
        return end == "end" ? nodes : throw new TemplateException($"{_file}:{line}: 'else' does not close");
    }

    private Expression Understand(string text, int line)
    {
        try
        {
            return ExpressionParser.Parse(text);
        }
        catch (TemplateException e)
        {
            throw new TemplateException(_file, line, e);
        }
    }

    [GeneratedRegex("^(end|else( if .*)?)$")]
    private static partial Regex Closing();

    [GeneratedRegex(@"^(\$\w+) := (.*)$")]
    private static partial Regex Setting();

    [GeneratedRegex(@"^(\$\w+), (\$\w+) := (.*)$")]
    private static partial Regex RangeVariables();
}
