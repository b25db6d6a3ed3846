namespace Sgx.Deploy.Tests.Templates;

/// <summary>What stands between braces, once it is understood.</summary>
internal abstract record Expression
{
    /// <summary>Text or a whole number.</summary>
    internal sealed record Literal(object Value) : Expression;

    /// <summary>Members, from a variable (<c>$</c> is the whole) or from the current value (null).</summary>
    internal sealed record Path(string? Variable, IReadOnlyList<string> Members) : Expression;

    /// <summary>A function and its arguments.</summary>
    internal sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression;
}
