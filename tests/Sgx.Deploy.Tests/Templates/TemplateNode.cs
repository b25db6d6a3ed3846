namespace Sgx.Deploy.Tests.Templates;

/// <summary>A template as a tree.</summary>
internal abstract record TemplateNode
{
    /// <summary>Text as it stands.</summary>
    internal sealed record Text(string Value) : TemplateNode;

    /// <summary>A value that is printed.</summary>
    internal sealed record Print(Expression Value, int Line) : TemplateNode;

    /// <summary><c>$name := value</c>.</summary>
    internal sealed record Set(string Variable, Expression Value, int Line) : TemplateNode;

    /// <summary><c>if</c>, with what <c>else</c> leads to.</summary>
    internal sealed record If(
        Expression Condition, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else, int Line)
        : TemplateNode;

    /// <summary><c>with</c>: the body sees the value as the current one.</summary>
    internal sealed record With(
        Expression Value, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else, int Line)
        : TemplateNode;

    /// <summary><c>range</c>, over a list or over a map in the order of its keys.</summary>
    internal sealed record Range(
        string? Key, string? Item, Expression Of, IReadOnlyList<TemplateNode> Body, int Line) : TemplateNode;
}
