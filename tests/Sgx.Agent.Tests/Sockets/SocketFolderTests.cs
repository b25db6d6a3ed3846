using Sgx.Agent.Sockets;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Sockets;

public sealed class SocketFolderTests
{
    [Fact]
    public void A_folder_that_others_may_write_to_is_told_with_what_to_run()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(SocketFolder.Weakness(folder["aesm.socket"]));

        File.SetUnixFileMode(folder.Path, (UnixFileMode)0x1FF);

        var weakness = SocketFolder.Weakness(folder["aesm.socket"]);
        Assert.Contains($"chmod go-w {folder.Path}", weakness, StringComparison.Ordinal);
    }
}
