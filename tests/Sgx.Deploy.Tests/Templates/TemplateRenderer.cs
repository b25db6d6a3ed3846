using System.Text;

namespace Sgx.Deploy.Tests.Templates;

/// <summary>Renders templates of the subset that the chart keeps to (see the chart's README).</summary>
/// <remarks>
/// Values are null, text, truth, long, double, lists and maps of these. Stricter than Helm: to print what is not there
/// is a mistake.
/// </remarks>
internal sealed class TemplateRenderer
{
    private readonly Dictionary<string, IReadOnlyList<TemplateNode>> _definitions = [];
    private readonly SortedDictionary<string, IReadOnlyList<TemplateNode>> _files = new(StringComparer.Ordinal);

    /// <exception cref="TemplateException">It is outside the subset.</exception>
    public void Add(string file, string text) =>
        _files.Add(file, TemplateParser.Parse(file, text, _definitions));

    /// <summary>The output of one file.</summary>
    /// <exception cref="TemplateException">A required value is missing, or a path leads through nothing.</exception>
    public string Render(string file, object? data)
    {
        var output = new StringBuilder();
        Write(_files[file], new(data), output, file);
        return output.ToString();
    }

    private void Write(IReadOnlyList<TemplateNode> nodes, TemplateScope scope, StringBuilder output, string file)
    {
        foreach (var node in nodes)
            Write(node, scope, output, file);
    }

    private void Write(TemplateNode node, TemplateScope scope, StringBuilder output, string file)
    {
        switch (node)
        {
            case TemplateNode.Text text:
                _ = output.Append(text.Value);
                break;
            case TemplateNode.Print print:
                _ = output.Append(At(file, print.Line, () => TemplateFunctions.Print(Value(print.Value, scope, file))));
                break;
            case TemplateNode.Set set:
                scope.Set(set.Variable, At(file, set.Line, () => Value(set.Value, scope, file)));
                break;
            case TemplateNode.If choice:
                var condition = At(file, choice.Line, () => Value(choice.Condition, scope, file));
                var isTrue = TemplateFunctions.IsTrue(condition);
                Write(isTrue ? choice.Then : choice.Else, scope.Inner(scope.Current), output, file);
                break;
            case TemplateNode.With with:
                var value = At(file, with.Line, () => Value(with.Value, scope, file));
                if (TemplateFunctions.IsTrue(value))
                    Write(with.Then, scope.Inner(value), output, file);
                else
                    Write(with.Else, scope.Inner(scope.Current), output, file);
                break;
            case TemplateNode.Range range:
                foreach (var (key, item) in At(file, range.Line, () => Items(Value(range.Of, scope, file))))
                    Write(range.Body, InnerOf(range, key, item, scope), output, file);
                break;
        }
    }

    private static TemplateScope InnerOf(TemplateNode.Range range, object? key, object? item, TemplateScope scope)
    {
        var inner = scope.Inner(item);
        if (range is not { Key: { } keyName, Item: { } itemName })
            return inner;
        inner.Set(keyName, key);
        inner.Set(itemName, item);
        return inner;
    }

    private static IEnumerable<(object? Key, object? Item)> Items(object? value) => value switch
    {
        null => [],
        List<object?> list => list.Select((item, i) => ((object?)(long)i, item)),
        Dictionary<string, object?> map =>
            map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => ((object?)pair.Key, pair.Value)),
        _ => throw new TemplateException($"range over a {value.GetType().Name}"),
    };

    private object? Value(Expression expression, TemplateScope scope, string file) => expression switch
    {
        Expression.Literal literal => literal.Value,
        Expression.Path path => Follow(path, path.Variable is { } name ? scope.Get(name) : scope.Current),
        Expression.Call { Function: "include", Arguments: [var name, var data] } =>
            Include((string)Value(name, scope, file)!, Value(data, scope, file)),
        Expression.Call { Function: "and" } call => First(call, scope, file, isTrue: false),
        Expression.Call { Function: "or" } call => First(call, scope, file, isTrue: true),
        Expression.Call call =>
            TemplateFunctions.Call(call.Function, [.. call.Arguments.Select(a => Value(a, scope, file))]),
        _ => throw new InvalidOperationException("no such expression"),
    };

    // "and" is its first argument that is not true, "or" the first that is; else the last.
    private object? First(Expression.Call call, TemplateScope scope, string file, bool isTrue)
    {
        object? value = null;
        foreach (var argument in call.Arguments)
        {
            value = Value(argument, scope, file);
            if (TemplateFunctions.IsTrue(value) == isTrue)
                break;
        }

        return value;
    }

    private string Include(string name, object? data)
    {
        if (!_definitions.TryGetValue(name, out var nodes))
            throw new TemplateException($"nothing defines {name}");
        var output = new StringBuilder();
        Write(nodes, new(data), output, name);
        return output.ToString();
    }

    private static object? Follow(Expression.Path path, object? value)
    {
        foreach (var member in path.Members)
        {
            value = value switch
            {
                Dictionary<string, object?> map => map.GetValueOrDefault(member),
                null => throw new TemplateException($"{string.Join('.', path.Members)} leads through nothing"),
                _ => throw new TemplateException($"{member} of a {value.GetType().Name}"),
            };
        }

        return value;
    }

    private static T At<T>(string file, int line, Func<T> what)
    {
        try
        {
            return what();
        }
        catch (TemplateException e) when (!e.HasPlace)
        {
            throw new TemplateException(file, line, e);
        }
    }
}
