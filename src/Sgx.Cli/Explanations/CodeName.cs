namespace Sgx.Cli.Explanations;

/// <summary>
/// A name as a person may write it: in any case, with underscores or not, with the prefixes of its source or not.
/// </summary>
internal static class CodeName
{
    private static readonly string[] Prefixes = ["STATUS", "SGXQLQVRESULT", "SGXQL", "TEE", "AESM", "SGXERROR", "SGX"];

    /// <summary>Letters and digits alone, in upper case.</summary>
    public static string Plain(string name) =>
        string.Concat(name.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant));

    /// <summary>The same without the prefixes that sources put before it.</summary>
    public static string Bare(string name)
    {
        var plain = Plain(name);
        while (Array.Find(Prefixes, prefix => Begins(plain, prefix)) is { } found)
            plain = plain[found.Length..];
        return plain;
    }

    private static bool Begins(string plain, string prefix) =>
        plain.Length > prefix.Length && plain.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>All in which a code's own sources may spell it out, plain.</summary>
    public static IEnumerable<string> FullNames(this Code code)
    {
        yield return Plain(code.Name);
        if (code.Family.OtherPrefix is { } prefix)
            yield return Plain(prefix + code.Explanation.Name);
        if (code.Explanation.Name.StartsWith("SGX_", StringComparison.Ordinal))
            yield return Plain(code.Explanation.Name);
    }
}
