namespace Sgx.Deploy.Tests.Templates;

/// <summary>A piece of a template: text as it stands, or what is between braces; its line counts from 1.</summary>
internal readonly record struct TemplatePiece(bool IsAction, string Text, int Line);

/// <summary>Cuts a template at its braces; <c>{{-</c> and <c>-}}</c> swallow white space.</summary>
internal static class TemplateLexer
{
    /// <exception cref="TemplateException">Braces that do not close, or white space missing beside a dash.</exception>
    public static IReadOnlyList<TemplatePiece> Cut(string name, string text)
    {
        var pieces = new List<TemplatePiece>();
        var at = 0;
        var trim = false;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is var open and >= 0)
        {
            var line = LineOf(text, open);
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
                throw new TemplateException($"{name}:{line}: braces do not close");
            var inner = text[(open + 2)..close];
            var literal = Start(text[at..open], trim);
            var trimsBefore = inner.StartsWith("- ", StringComparison.Ordinal);
            pieces.Add(new(false, trimsBefore ? literal.TrimEnd() : literal, line));
            trim = inner.EndsWith(" -", StringComparison.Ordinal);
            pieces.Add(new(true, Inside(inner), line));
            at = close + 2;
        }

        pieces.Add(new(false, Start(text[at..], trim), LineOf(text, at)));
        return [.. pieces.Where(piece => !IsIdle(piece))];
    }

    private static string Start(string literal, bool trim) => trim ? literal.TrimStart() : literal;

    private static string Inside(string inner)
    {
        var from = inner.StartsWith("- ", StringComparison.Ordinal) ? 2 : 0;
        var to = inner.EndsWith(" -", StringComparison.Ordinal) ? inner.Length - 2 : inner.Length;
        return inner[from..to].Trim();
    }

    private static bool IsIdle(TemplatePiece piece) => piece.IsAction
        ? piece.Text.StartsWith("/*", StringComparison.Ordinal)
        : piece.Text.Length == 0;

    private static int LineOf(string text, int at) => 1 + text.AsSpan(0, at).Count('\n');
}
