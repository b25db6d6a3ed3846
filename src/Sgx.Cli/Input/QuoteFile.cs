using Sgx.Quotes;

namespace Sgx.Cli.Input;

/// <summary>A quote in a file: its raw bytes, perhaps with zeros behind.</summary>
internal static class QuoteFile
{
    /// <exception cref="InputException">Not readable, or not a quote.</exception>
    public static Quote Read(string path)
    {
        var bytes = InputFile.Read(path, InputFile.MaxQuote);
        return InputException.IfMalformed(InputFault.MalformedQuote, path, () => Quote.Parse(bytes));
    }
}
