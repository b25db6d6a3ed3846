using System.Reflection;

namespace Sgx.Agent;

/// <summary>Which program this is.</summary>
internal static class ProgramVersion
{
    /// <summary>The version and the commit that it was built from, as <c>0.1.0 (commit 45a2f68)</c>.</summary>
    public static string Full { get; } = Shown(
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion ?? "");

    // The build writes version+commit, where it knows the commit.
    private static string Shown(string full) => full.Split('+') is [var version, { Length: > 0 } commit]
        ? $"{version} (commit {commit[..Math.Min(7, commit.Length)]})"
        : full;
}
