using Sgx.Dcap.Collateral;

namespace Sgx.Cli.Input;

/// <summary>Collateral that somebody named on the command line.</summary>
internal static class CollateralInput
{
    /// <exception cref="InputException">Not readable, or malformed.</exception>
    public static QuoteCollateral Read(string path)
    {
        try
        {
            return InputException.IfMalformed(InputFault.MalformedCollateral, path, () => StoredCollateral.Read(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(InputFault.UnreadableFile, $"cannot read collateral '{path}': {e.Message}", e);
        }
    }
}
