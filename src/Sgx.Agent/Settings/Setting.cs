using System.CommandLine;

namespace Sgx.Agent.Settings;

/// <summary>
/// One thing that an operator may set: by flag, by environment, by file, in this order of precedence.
/// </summary>
/// <param name="Name">The flag without its dashes, and the key in the file: <c>state-dir</c>.</param>
/// <param name="Default">The value where nobody sets it; null where somebody must.</param>
/// <param name="Help">What it is for, in words that also give the unit.</param>
internal sealed record Setting(string Name, string? Default, string Help)
{
    /// <summary>The environment variable: <c>SGX_AGENT_STATE_DIR</c>.</summary>
    public string Variable { get; } = "SGX_AGENT_" + Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>The flag, as a text whatever it means, since all three sources give texts.</summary>
    public Option<string?> Flag { get; } = new("--" + Name)
    {
        Description = Default is null ? $"{Help} (required)" : $"{Help} [default: {Default}]",
        HelpName = "VALUE",
    };
}
