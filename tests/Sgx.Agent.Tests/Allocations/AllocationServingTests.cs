using System.Diagnostics;
using Sgx.Agent.Allocations;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Allocations;

public sealed class AllocationServingTests : IDisposable
{
    private readonly AllocatingNode _node = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task A_new_allocation_has_its_socket_within_the_plugins_patience_and_gets_quotes_there()
    {
        _node.Options = _node.Options with { PollInterval = TimeSpan.FromHours(1) };   // so the watch alone tells
        await using var helper = _node.Start();

        for (var i = 0; i < 5; i++)
            await _node.Quote(await _node.Allocate($"{i}"));

        Assert.Equal(5, helper.Platform.Quotes);
    }

    [Fact]
    public async Task A_pipe_among_the_entries_keeps_nobody_waiting()
    {
        _ = Directory.CreateDirectory(_node.Journal.Folder);
        for (var i = 0; i < 3; i++)
        {
            var pipe = Path.Combine(_node.Journal.Folder, $"{AllocationToken.New()}.json");
            using var mkfifo = Process.Start("mkfifo", [pipe]);
            await mkfifo.WaitForExitAsync(Cancellation);
        }

        await using var service = _node.Start();

        await _node.Quote(await _node.Allocate("0"));   // within the plugin's patience
    }

    [Fact]
    public async Task A_journal_whose_folder_was_made_anew_is_still_looked_at()
    {
        await using var helper = _node.Start();
        Directory.Delete(_node.Journal.Folder);

        await _node.Quote(await _node.Allocate("0"));
    }

    [Fact]
    public async Task A_folder_that_a_container_has_already_stays_the_same()
    {
        var token = _node.WriteDown("0");
        var folder = Directory.CreateDirectory(_node.Folders.FolderOf(token));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "mark"), "", Cancellation);
        await using var helper = _node.Start();

        await _node.Quote(token);

        Assert.True(File.Exists(Path.Combine(folder.FullName, "mark")));
        Assert.Equal("711", ModeOf(_node.Folders.Root));
    }

    [Fact]
    public async Task A_container_sees_its_folder_and_no_other()
    {
        await using var helper = _node.Start();
        var token = await _node.Allocate("0");

        Assert.Equal("755", ModeOf(_node.Folders.FolderOf(token)));
        Assert.Equal("711", ModeOf(_node.Folders.Root));
        Assert.Equal([_node.Folders.SocketOf(token)], Directory.GetFileSystemEntries(_node.Folders.FolderOf(token)));
    }

    [Fact]
    public async Task After_a_reboot_every_socket_is_there_before_the_service_is()
    {
        AllocationToken[] tokens;
        await using (_node.Start())
            tokens = await Task.WhenAll(_node.Allocate("0"), _node.Allocate("1"));
        _node.WipeSockets();

        await using var again = _node.Start();

        Assert.All(tokens, token => Assert.True(_node.CanConnect(token)));
        foreach (var token in tokens)
            await _node.Quote(token);
    }

    [Fact]
    public async Task Sockets_that_are_wiped_are_made_again()
    {
        await using var helper = _node.Start();
        var token = await _node.Allocate("0");

        _node.WipeSockets();

        await Eventually.Holds(() => _node.CanConnect(token), Cancellation);
        await _node.Quote(token);
    }

    [Fact]
    public async Task A_successor_takes_over_all_sockets_and_keeps_them_when_the_predecessor_goes()
    {
        await using var old = _node.Start();
        var token = await _node.Allocate("0");

        await using var successor = _node.Start();
        await _node.Quote(token);
        var later = await _node.Allocate("1");
        await _node.Quote(later);
        await old.Stop();
        await _node.Quote(token);
        await _node.Quote(later);

        Assert.Equal((0, 4), (old.Platform.Quotes, successor.Platform.Quotes));
    }

    [Fact]
    public async Task One_try_clients_of_an_allocation_notice_nothing_of_hand_overs()
    {
        var serving = _node.Start();
        var token = await _node.Allocate("0");
        var later = new List<AllocationToken>();
        using var end = new CancellationTokenSource();
        var asking = Task.Run(() => KeepAsking(token, end.Token), Cancellation);

        for (var i = 0; i < 20; i++)
        {
            var successor = _node.Start();
            later.Add(await _node.Allocate($"later {i}"));
            await serving.DisposeAsync();
            foreach (var one in later)
                await _node.Quote(one);
            serving = successor;
        }

        await end.CancelAsync();
        Assert.InRange(await asking, 1, int.MaxValue);
        await serving.DisposeAsync();
    }

    [Fact]
    public async Task Who_stops_leaves_no_socket_and_every_folder()
    {
        var helper = _node.Start();
        var token = await _node.Allocate("0");

        await helper.DisposeAsync();

        Assert.Empty(Directory.GetFileSystemEntries(_node.Folders.FolderOf(token)));
        Assert.NotNull(_node.Journal.Read(token));
    }

    [Fact]
    public async Task Three_hundred_allocations_are_served_by_one_process()
    {
        var tokens = Enumerable.Range(0, 300).Select(i => _node.WriteDown($"{i}")).ToList();
        await using var helper = _node.Start();

        await Parallel.ForEachAsync(tokens, async (token, _) => await _node.Quote(token));

        Assert.Equal(300, helper.Platform.Quotes);
    }

    [Fact]
    public async Task A_journal_file_that_cannot_be_read_costs_nobody_else_anything()
    {
        var bad = _node.WriteDown("0");
        File.WriteAllText(Path.Combine(_node.Journal.Folder, $"{bad}.json"), "{");
        await using var helper = _node.Start();

        await _node.Quote(await _node.Allocate("1"));

        Assert.False(_node.CanConnect(bad));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_tried_again()
    {
        var token = _node.WriteDown("0");
        _ = Directory.CreateDirectory(_node.Folders.Root);
        File.WriteAllText(_node.Folders.FolderOf(token), "in the way");
        await using var helper = _node.Start();
        await _node.Quote(await _node.Allocate("1"));

        File.Delete(_node.Folders.FolderOf(token));

        await Eventually.Holds(() => _node.CanConnect(token), Cancellation);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_used_leaves_who_serves_alone()
    {
        await using var serving = _node.Start();
        _node.Options = _node.Options with { Journal = serving.SocketPath };

        _ = Assert.ThrowsAny<IOException>(() => _node.Start());

        Assert.NotEmpty(await serving.Client.GetAttestationKeyIds(Cancellation));
    }

    private async Task<int> KeepAsking(AllocationToken token, CancellationToken end)
    {
        var quotes = 0;
        for (; !end.IsCancellationRequested; quotes++)
            await _node.Quote(token);
        return quotes;
    }

    private static string ModeOf(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
