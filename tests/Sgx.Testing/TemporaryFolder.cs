namespace Sgx.Testing;

/// <summary>A folder of a test's own, gone when the test is.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder. Its path is short, since sockets lie in it.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("sgx").FullName;

    /// <summary>A path inside.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
