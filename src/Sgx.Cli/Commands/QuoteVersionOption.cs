using System.CommandLine;
using Sgx.Cli.Input;
using Sgx.Quotes;

namespace Sgx.Cli.Commands;

/// <summary><c>--quote-version</c>: the version of a quote that a simulated platform is to make.</summary>
internal static class QuoteVersionOption
{
    /// <param name="oldest">The first version that there is of such quotes.</param>
    /// <param name="standard">What it is when left out.</param>
    public static Option<ushort?> Create(ushort oldest, ushort standard)
    {
        var versions = string.Join('|', Enumerable.Range(oldest, Quote.NewestVersion - oldest + 1));
        return TextOption.Optional(
            "--quote-version", versions, $"the quote's version [default: {standard}]", text => Parse(text, oldest));
    }

    private static ushort Parse(string text, ushort oldest)
    {
        var version = NumberText.Parse(text);
        return version >= oldest && version <= Quote.NewestVersion
            ? version
            : throw new FormatException($"expected a version from {oldest} to {Quote.NewestVersion}, found {version}");
    }
}
