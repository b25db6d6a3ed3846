using Sgx.Dcap.Collateral;

namespace Sgx.Cli.Input;

/// <summary>Collateral that the command line names: a folder of parts, or a bundle, raw or as text.</summary>
internal static class CollateralInput
{
    /// <exception cref="InputException">Not readable, or malformed.</exception>
    public static QuoteCollateral Read(CliHost host, string path) => Directory.Exists(path)
        ? ReadFolder(path)
        : InputFile.Parse(
            host, path, CollateralFile.MaxSize, InputFault.MalformedCollateral, bytes => CollateralBundle.Parse(bytes));

    private static QuoteCollateral ReadFolder(string path)
    {
        try
        {
            return InputException.IfMalformed(
                InputFault.MalformedCollateral, path, () => CollateralFolder.Read(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(InputFault.UnreadableFile, $"cannot read collateral '{path}': {e.Message}", e);
        }
    }
}
