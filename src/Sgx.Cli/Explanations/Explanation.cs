namespace Sgx.Cli.Explanations;

/// <summary>One code, and what people should know of it.</summary>
/// <param name="Number">Null where it only has a name.</param>
/// <param name="Name">As its source spells it, less the prefix of the family.</param>
/// <param name="Meaning">What has happened.</param>
/// <param name="Advice">What to do about it; null where nothing is to be done.</param>
internal sealed record Explanation(uint? Number, string Name, string Meaning, string? Advice = null);
