using System.Diagnostics;
using Sgx.Files;
using Sgx.Testing;

namespace Sgx.Tests.Files;

public sealed class BoundedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_read_whole()
    {
        File.WriteAllBytes(_folder["file"], new byte[100_000]);

        Assert.Equal(100_000, BoundedFile.Read(_folder["file"], 100_000).Length);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused()
    {
        File.WriteAllBytes(_folder["file"], new byte[101]);

        var error = Assert.Throws<IOException>(() => BoundedFile.Read(_folder["file"], 100));

        Assert.Contains("larger than 100 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_that_nobody_writes_to_is_given_up()
    {
        using (var mkfifo = Process.Start("mkfifo", [_folder["pipe"]]))
            mkfifo.WaitForExit();

        var error = Assert.Throws<IOException>(
            () => BoundedFile.Read(_folder["pipe"], 100, TimeSpan.FromMilliseconds(50)));

        Assert.Contains("nothing to read within", error.Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["pipe"], "let the reader go");
    }

    [Fact]
    public void A_stream_is_bounded_as_a_file_is()
    {
        static Stream Open() => new MemoryStream([1, 2, 3]);

        Assert.Equal([1, 2, 3], BoundedFile.Read(Open, 3, TimeSpan.FromMinutes(1)));
        Assert.Throws<IOException>(() => BoundedFile.Read(Open, 2, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Assert.Throws<FileNotFoundException>(() => BoundedFile.Read(_folder["nothing"], 100));

    [Fact]
    public void A_folder_is_no_file() =>
        Assert.Throws<UnauthorizedAccessException>(() => BoundedFile.Read(_folder.Path, 100));
}
