namespace Sgx.Cli.Explanations;

/// <summary>A code of a family.</summary>
internal readonly record struct Code(CodeFamily Family, Explanation Explanation)
{
    public string Name => Family.NameOf(Explanation);

    /// <summary>What this product calls it, if otherwise.</summary>
    public string? Here => Explanation.Number is { } number ? Family.Here(number) : null;

    public string Title => Family.TitleOf(Explanation);

    /// <summary>What tells it from all others: its family, and its number or else its name.</summary>
    public (string Family, string Code) Id =>
        (Family.Key, Explanation.Number is null ? Explanation.Name : Family.NumberOf(Explanation)!);
}
