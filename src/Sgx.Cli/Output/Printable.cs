using System.Text;

namespace Sgx.Cli.Output;

/// <summary>Text for a terminal: names in certificates are a stranger's words and may hold escape sequences.</summary>
internal static class Printable
{
    public static string Of(string text) => text.Any(IsObeyed)
        ? text.Aggregate(new StringBuilder(), (kept, c) => kept.Append(IsObeyed(c) ? '\uFFFD' : c)).ToString()
        : text;

    private static bool IsObeyed(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
