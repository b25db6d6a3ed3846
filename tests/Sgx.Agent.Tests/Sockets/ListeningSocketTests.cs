using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sgx.Agent.Callers;
using Sgx.Agent.Linux;
using Sgx.Agent.Sockets;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Sockets;

public sealed class ListeningSocketTests : IDisposable
{
    private const int NotPermitted = 1;
    private const int WorkingFolderAndMask = 0x200;

    private static readonly Version PassRightsSince = new(6, 16);

    private readonly TemporaryFolder _folder = new();

    private string SocketPath => _folder["aesm.socket"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everybody_may_connect()
    {
        using var socket = ListeningSocket.Open(SocketPath, CallerClass.Shared);

        Assert.Equal("666", Convert.ToString((int)File.GetUnixFileMode(SocketPath), 8));
        Connect().Dispose();
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

        Connect().Dispose();
    }

    [Fact]
    public void A_successor_takes_the_path_and_the_predecessor_does_not_take_it_away()
    {
        using var first = ListeningSocket.Open(SocketPath, CallerClass.Shared);
        using var second = ListeningSocket.Open(SocketPath, CallerClass.Shared);

        Assert.False(first.IsCurrent);
        Assert.True(second.IsCurrent);
        first.Dispose();
        Connect().Dispose();
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

        Connect().Dispose();
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

    [Theory]
    [InlineData(0)]
    [InlineData(63)]    // nobody else may do anything
    [InlineData(18)]    // nobody else may write
    public void The_mode_does_not_come_from_the_umask(uint mask)
    {
        var mode = "";
        var opening = new Thread(() =>
        {
            if (Unshare(WorkingFolderAndMask) != 0)
                return;
            _ = SetMask(mask);
            using var socket = ListeningSocket.Open(SocketPath, CallerClass.Shared);
            mode = Convert.ToString((int)File.GetUnixFileMode(SocketPath), 8);
        });

        opening.Start();
        opening.Join();

        Assert.Equal("666", mode);
    }

    [Fact]
    public void The_path_is_in_no_table_of_the_kernel()
    {
        using var socket = ListeningSocket.Open(SocketPath, CallerClass.Shared);
        using var client = Connect();

        var table = File.ReadAllText("/proc/net/unix");

        Assert.Contains("/proc/self/fd/", table, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_of_an_allocation_is_in_no_table_of_the_kernel()
    {
        using var node = new AllocatingNode();
        await using var serving = node.Start();
        var token = await node.Allocate("0");
        await node.Quote(token);

        Assert.DoesNotContain($"{token}", File.ReadAllText("/proc/net/unix"), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_may_write_to_the_folder_cannot_have_another_file_opened_to_everybody()
    {
        var everything = (UnixFileMode)0x1FF;
        var victim = _folder["victim"];
        File.WriteAllText(victim, "secret");
        File.SetUnixFileMode(victim, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(_folder.Path, everything);
        using var vandal = new FolderVandal(_folder.Path, victim);

        var end = Environment.TickCount64 + 60_000;
        for (var opens = 0; opens < 300 || (vandal.Swaps < 10 && Environment.TickCount64 < end); opens++)
            TryOpen();

        Assert.NotEqual(0, vandal.Swaps);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(victim));
        Assert.Equal("secret", File.ReadAllText(victim));
    }

    [Fact]
    public void A_failure_leaves_nothing_behind()
    {
        _ = Directory.CreateDirectory(SocketPath);

        _ = Assert.Throws<ListenException>(() => ListeningSocket.Open(SocketPath, CallerClass.Shared));

        Assert.Equal([SocketPath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Descriptors_of_peers_are_refused_where_the_kernel_can()
    {
        using var listening = ListeningSocket.Open(SocketPath, CallerClass.Shared);
        using var client = Connect();
        using var accepted = StreamSocket.Accept(listening.Descriptor, out _);

        Assert.Equal(Environment.OSVersion.Version >= PassRightsSince, listening.RefusesDescriptors);
        Assert.Equal(
            listening.RefusesDescriptors ? NotPermitted : 0,
            DescriptorSender.Send(client, (int)client.SafeHandle.DangerousGetHandle()));
    }

    [Fact]
    public void An_older_kernel_can_be_played()
    {
        using var listening = ListeningSocket.Open(SocketPath, CallerClass.Shared, refuseDescriptors: false);
        using var client = Connect();
        using var accepted = StreamSocket.Accept(listening.Descriptor, out _);

        Assert.False(listening.RefusesDescriptors);
        Assert.Equal(0, DescriptorSender.Send(client, (int)client.SafeHandle.DangerousGetHandle()));
    }

    [Fact]
    public async Task Leaving_never_takes_a_successor_with_it()
    {
        for (var i = 0; i < 200; i++)
        {
            var former = ListeningSocket.Open(SocketPath, CallerClass.Shared);
            var leaving = Task.Run(former.Dispose, TestContext.Current.CancellationToken);
            using var successor = ListeningSocket.Open(SocketPath, CallerClass.Shared);
            await leaving;
            Assert.True(successor.IsCurrent, $"it was gone at try {i}");
        }
    }

    private void TryOpen()
    {
        try
        {
            using var socket = ListeningSocket.Open(SocketPath, CallerClass.Shared);
        }
        catch (ListenException)
        {
            // Whoever may write to the folder can keep us from listening, and no more than that.
        }
    }

    private Socket Connect()
    {
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return client;
    }

    // CLONE_FS: a thread with a umask of its own, so that other tests keep theirs.
    [DllImport("libc", EntryPoint = "unshare")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unshare(int what);

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);

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
