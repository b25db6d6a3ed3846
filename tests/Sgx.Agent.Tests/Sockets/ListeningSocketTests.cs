using System.Net.Sockets;
using Sgx.Agent.Callers;
using Sgx.Agent.Sockets;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Sockets;

public sealed class ListeningSocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string SocketPath => _folder["aesm.socket"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everybody_may_connect()
    {
        using var socket = ListeningSocket.Open(SocketPath, CallerClass.Shared);

        Assert.Equal("666", Convert.ToString((int)File.GetUnixFileMode(SocketPath), 8));
        Connect();
    }

    [Fact]
    public void Nothing_else_is_left_in_the_folder()
    {
        using (ListeningSocket.Open(SocketPath, CallerClass.Shared))
            Assert.Equal([SocketPath], Directory.GetFileSystemEntries(_folder.Path));

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_socket_that_nobody_answers_on_is_replaced()
    {
        LeaveStaleSocket();

        using var socket = ListeningSocket.Open(SocketPath, CallerClass.Shared);

        Connect();
    }

    [Fact]
    public void A_successor_takes_the_path_and_the_predecessor_does_not_take_it_away()
    {
        using var first = ListeningSocket.Open(SocketPath, CallerClass.Shared);
        using var second = ListeningSocket.Open(SocketPath, CallerClass.Shared);

        Assert.False(first.IsCurrent);
        Assert.True(second.IsCurrent);
        first.Dispose();
        Connect();
    }

    [Fact]
    public void A_file_that_is_no_socket_is_left_alone()
    {
        File.WriteAllText(SocketPath, "precious");

        _ = Assert.Throws<ListenException>(() => ListeningSocket.Open(SocketPath, CallerClass.Shared));

        Assert.Equal("precious", File.ReadAllText(SocketPath));
    }

    [Fact]
    public void A_socket_that_another_has_taken_over_is_not_removed()
    {
        var first = ListeningSocket.Open(SocketPath, CallerClass.Shared);
        File.Delete(SocketPath);
        using var second = ListeningSocket.Open(SocketPath, CallerClass.Shared);

        first.Dispose();

        Connect();
    }

    [Theory]
    [InlineData("missing/aesm.socket")]
    [InlineData("much-too-long-a-name-0123456789-0123456789-0123456789-0123456789"
        + "-0123456789-0123456789-0123456789-0123456789/s")]
    public void A_folder_that_cannot_be_used_is_told(string name)
    {
        var refusal = Assert.Throws<ListenException>(() => ListeningSocket.Open(_folder[name], CallerClass.Shared));

        Assert.Contains(_folder[name], refusal.Message, StringComparison.Ordinal);
    }

    private void Connect()
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(SocketPath));
    }

    // .NET removes the file of a socket that it closes, so a stale one is made by moving it out of reach first.
    private void LeaveStaleSocket()
    {
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(_folder["bound"]));
            File.Move(_folder["bound"], SocketPath);
        }

        Assert.True(File.Exists(SocketPath));
    }
}
