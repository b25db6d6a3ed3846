namespace Sgx.Dcap.Collateral;

/// <summary>A file of collateral, of bounded size.</summary>
public static class CollateralFile
{
    /// <summary>16 MiB; the largest real part, a PCK CRL, has some tens of kilobytes.</summary>
    public const int MaxSize = 16 * 1024 * 1024;

    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="SgxFormatException">It is larger than <see cref="MaxSize"/>.</exception>
    internal static byte[] Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"collateral file {path} does not exist", path);

        using var file = File.OpenRead(path);
        var bytes = new byte[RequireBounded(file.Length, path)];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static long RequireBounded(long size, string path) => size <= MaxSize
        ? size
        : throw new SgxFormatException(path, $"at most {MaxSize} bytes", $"{size}");
}
