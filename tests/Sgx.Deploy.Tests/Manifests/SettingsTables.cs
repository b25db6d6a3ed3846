using System.Text.RegularExpressions;
using k8s.Models;
using Sgx.NodeStatus;
using Sgx.Testing;

namespace Sgx.Deploy.Tests.Manifests;

/// <summary>The settings of the programs: of the agent's, by what <c>docs/options.md</c> says of each.</summary>
internal static partial class SettingsTables
{
    // Of each program its flags, with their dashes.
    private static readonly Dictionary<string, HashSet<string>> _flags =
        new(Read(File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", "options.md"))))
        {
            ["sgx-node-status"] = [.. NodeStatusCommand.Options.Select(option => option.Name)],
        };

    /// <summary>Every setting, by flag or by variable, that a container gives a program which has none such.</summary>
    public static IEnumerable<string> Unknown(V1Container container)
    {
        var program = ProgramOf(container);
        return Given(container).Where(flag => !_flags[program].Contains(flag)).Select(flag => $"{program} {flag}");
    }

    private static string ProgramOf(V1Container container) => (container.Command, container.Args) switch
    {
        (["/usr/bin/sgx-agent"], [var role, ..]) => $"sgx-agent {role}",
        (["/usr/bin/sgx-node-status"], _) => "sgx-node-status",
        _ => throw new InvalidDataException($"{container.Name} runs no program of ours"),
    };

    private static IEnumerable<string> Given(V1Container container)
    {
        var flags = (container.Args ?? []).Where(argument => argument.StartsWith("--", StringComparison.Ordinal));
        var variables = (container.Env ?? []).Select(variable => variable.Name)
            .Where(name => name.StartsWith("SGX_AGENT_", StringComparison.Ordinal));
        return flags.Select(flag => flag.Split('=')[0]).Concat(variables.Select(FlagOf));
    }

    private static string FlagOf(string variable) =>
        "--" + variable["SGX_AGENT_".Length..].ToLowerInvariant().Replace('_', '-');

    private static Dictionary<string, HashSet<string>> Read(string[] lines)
    {
        var tables = new Dictionary<string, HashSet<string>>();
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
