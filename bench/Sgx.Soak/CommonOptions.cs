using System.CommandLine;

namespace Sgx.Soak;

/// <summary>The options that all runs have.</summary>
internal static class CommonOptions
{
    public static Option<string> Agent { get; } = new("--agent")
    {
        Description = "the program sgx-agent", Required = true,
    };

    public static Option<bool> Short { get; } = new("--short") { Description = "seconds instead of minutes" };

    public static Option<string> Commit { get; } = new("--commit")
    {
        Description = "what is run, for the report", DefaultValueFactory = _ => "unknown",
    };
}
