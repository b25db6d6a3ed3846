using System.Text.RegularExpressions;
using k8s.Models;
using Sgx.Testing;

namespace Sgx.Deploy.Tests.Manifests;

/// <summary>The settings of the programs, by what <c>docs/options.md</c> says of each.</summary>
internal static partial class SettingsTables
{
    /// <summary>Of each program its flags, with their dashes.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Documented { get; } =
        Read(File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", "options.md")));

    /// <summary>The program that a container runs, as the tables name it; null for another's container.</summary>
    public static string? ProgramOf(V1Container container) => (container.Command, container.Args) switch
    {
        (["/usr/bin/sgx-agent"], [var role, ..]) => $"sgx-agent {role}",
        (["/usr/bin/sgx-node-status"], _) => "sgx-node-status",
        _ => null,
    };

    /// <summary>Every setting that a container of ours is given, by flag or by variable.</summary>
    public static IEnumerable<string> Given(V1Container container)
    {
        var flags = (container.Args ?? []).Where(argument => argument.StartsWith("--", StringComparison.Ordinal));
        var variables = (container.Env ?? []).Select(variable => variable.Name)
            .Where(name => name.StartsWith("SGX_AGENT_", StringComparison.Ordinal));
        return flags.Select(flag => flag.Split('=')[0]).Concat(variables.Select(FlagOf));
    }

    /// <summary>Those of them that its program's table does not have, behind the program's name.</summary>
    public static IEnumerable<string> Unlisted(V1Container container)
    {
        var program = ProgramOf(container) ?? throw new InvalidDataException($"{container.Name} is not ours");
        var known = Documented.GetValueOrDefault(program) ?? new HashSet<string>();
        return Given(container).Where(flag => !known.Contains(flag)).Select(flag => $"{program} {flag}");
    }

    private static string FlagOf(string variable) =>
        "--" + variable["SGX_AGENT_".Length..].ToLowerInvariant().Replace('_', '-');

    private static Dictionary<string, IReadOnlySet<string>> Read(string[] lines)
    {
        var tables = new Dictionary<string, IReadOnlySet<string>>();
        var flags = new HashSet<string>();
        foreach (var line in lines)
        {
            if (Heading().Match(line) is { Success: true } heading)
                tables[heading.Groups[1].Value] = flags = ["--config"];
            else if (Row().Match(line) is { Success: true } row)
                _ = flags.Add(row.Groups[1].Value);
        }

        return tables;
    }

    [GeneratedRegex("^#+ .*`(sgx-[a-z -]+)`")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `(--[a-z-]+)` \|")]
    private static partial Regex Row();
}
