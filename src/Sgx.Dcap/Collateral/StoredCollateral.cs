namespace Sgx.Dcap.Collateral;

/// <summary>Collateral on disk, as a folder of parts or as a bundle in one file.</summary>
public static class StoredCollateral
{
    /// <summary>
    /// Reads a <see cref="CollateralFolder"/> where there is a folder, else a <see cref="CollateralBundle"/>.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is neither, or a part is missing.</exception>
    /// <exception cref="IOException">Something is larger than <see cref="CollateralFile.MaxSize"/>.</exception>
    /// <exception cref="SgxFormatException">Something is malformed.</exception>
    public static QuoteCollateral Read(string path) => Directory.Exists(path)
        ? CollateralFolder.Read(path)
        : CollateralBundle.Parse(CollateralFile.Read(path));
}
