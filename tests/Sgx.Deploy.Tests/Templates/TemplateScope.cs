namespace Sgx.Deploy.Tests.Templates;

/// <summary>What a template sees at a place: the current value, and variables, innermost first.</summary>
internal sealed class TemplateScope
{
    private readonly Dictionary<string, object?> _variables = [];
    private readonly TemplateScope? _outer;

    /// <summary>The scope of a whole template: <c>$</c> is what it was given.</summary>
    public TemplateScope(object? whole)
    {
        Current = whole;
        _variables["$"] = whole;
    }

    private TemplateScope(object? current, TemplateScope outer)
    {
        Current = current;
        _outer = outer;
    }

    /// <summary><c>.</c></summary>
    public object? Current { get; }

    public TemplateScope Inner(object? current) => new(current, this);

    public void Set(string variable, object? value) => _variables[variable] = value;

    /// <exception cref="TemplateException">No such variable.</exception>
    public object? Get(string variable) => _variables.TryGetValue(variable, out var value) ? value
        : _outer is { } outer ? outer.Get(variable)
        : throw new TemplateException($"no variable {variable}");
}
