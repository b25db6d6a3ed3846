using Sgx.Files;

namespace Sgx.Dcap.Collateral;

/// <summary>A file of collateral, of bounded size.</summary>
public static class CollateralFile
{
    /// <summary>16 MiB; the largest real part, a PCK CRL, has some tens of kilobytes.</summary>
    public const int MaxSize = 16 * 1024 * 1024;

    /// <summary>1 MiB, of a document that Intel signs, with its envelope; real ones have some 20 kilobytes.</summary>
    /// <remarks>JSON is taken apart before its signature can be verified, into many times its size.</remarks>
    public const int MaxDocument = 1024 * 1024;

    /// <exception cref="SgxFormatException">It is larger than <see cref="MaxDocument"/>.</exception>
    internal static void RequireDocumentSize(ReadOnlySpan<byte> document, string name)
    {
        if (document.Length > MaxDocument)
            throw new SgxFormatException(name, $"at most {MaxDocument} bytes", $"{document.Length}");
    }

    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It is larger than <see cref="MaxSize"/>, or gives nothing to read.</exception>
    internal static byte[] Read(string path)
    {
        try
        {
            return BoundedFile.Read(path, MaxSize);
        }
        catch (FileNotFoundException)
        {
            throw new FileNotFoundException($"collateral file {path} does not exist", path);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            throw new IOException($"collateral file {path}: {e.Message}", e);
        }
    }
}
