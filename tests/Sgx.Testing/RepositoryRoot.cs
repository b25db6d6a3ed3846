namespace Sgx.Testing;

/// <summary>Where the tests find the repository, and the vectors that may lie beside it.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder of Sgx.slnx.</summary>
    public static string Path { get; } = Find();

    /// <summary>The shared vectors beside the repository, or null where there are none.</summary>
    public static string? Shared { get; } = Existing(System.IO.Path.Combine(Path, "..", "shared"));

    /// <summary>A path among the shared vectors; the calling test is skipped where there are none.</summary>
    public static string SharedOrSkip(params string[] parts)
    {
        var path = Shared is null ? null : System.IO.Path.Combine([Shared, .. parts]);
        Assert.SkipUnless(
            System.IO.Path.Exists(path), $"shared/{string.Join('/', parts)} is not beside the repository");
        return path!;
    }

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Sgx.slnx")))
            folder = Directory.GetParent(folder)?.FullName
                ?? throw new DirectoryNotFoundException("no Sgx.slnx above the tests");
        return folder;
    }

    private static string? Existing(string path) => Directory.Exists(path) ? System.IO.Path.GetFullPath(path) : null;
}
