using Sgx.Quotes;

namespace Sgx.Cli.Input;

/// <summary>A quote in a file: its bytes, raw or as text, perhaps with zeros behind.</summary>
internal static class QuoteFile
{
    /// <exception cref="InputException">Not readable, or not a quote.</exception>
    public static Quote Read(CliHost host, string path) =>
        InputFile.Parse(host, path, InputFile.MaxQuote, InputFault.MalformedQuote, bytes => Quote.Parse(bytes));
}
