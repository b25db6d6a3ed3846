using System.Diagnostics;
using Sgx.Agent.Allocations;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Allocations;

public sealed class AllocationJournalTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly AllocationJournal _journal;

    public AllocationJournalTests() => _journal = new(Path.Combine(_folder.Path, "journal"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        var allocation = new Allocation(AllocationToken.New(), "example.com/quoting", ["7", "8"], Noon);
        _journal.Write(allocation);

        Assert.Equal([allocation.Token], _journal.Tokens());
        var read = _journal.Read(allocation.Token)!;
        Assert.Equal(allocation with { Ids = read.Ids, Serial = 1 }, read);
        Assert.Equal(["7", "8"], read.Ids);
    }

    [Fact]
    public void Nobody_else_learns_a_token_from_it()
    {
        _ = Directory.CreateDirectory(_journal.Folder);
        File.SetUnixFileMode(_journal.Folder, (UnixFileMode)0b111_101_101);
        var token = AllocationToken.New();
        _journal.Write(new(token, "example.com/quoting", ["7"], Noon));

        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(_journal.Folder));
        Assert.Equal(
            (UnixFileMode)0b110_000_000, File.GetUnixFileMode(Path.Combine(_journal.Folder, $"{token}.json")));
        Assert.Equal($"/x/{token.ToString()[..8]}…/y", token.HideIn($"/x/{token}/y"));
        Assert.Equal($"{token.Shown}…, {token.Shown}…", AllocationToken.HideAnyIn($"{token}, {token}"));
    }

    [Fact]
    public void What_is_removed_is_gone()
    {
        var allocation = new Allocation(AllocationToken.New(), "example.com/quoting", ["7"], Noon);
        _journal.Write(allocation);
        _journal.Remove(allocation.Token);

        Assert.Empty(_journal.Tokens());
        Assert.Null(_journal.Read(allocation.Token));
    }

    [Fact]
    public void Entries_are_counted_on_by_whoever_writes_next()
    {
        var first = Write(_journal);
        var again = new AllocationJournal(_journal.Folder);
        var (second, third) = (Write(again), Write(again));
        _journal.Remove(second);

        Assert.Equal([1L, 3L], new[] { first, third }.Select(token => _journal.Read(token)!.Serial));
        Assert.Equal(4, _journal.Read(Write(new(_journal.Folder)))!.Serial);
    }

    [Fact]
    public void An_entry_without_a_number_is_of_an_earlier_version()
    {
        var token = AllocationToken.New();
        _ = Directory.CreateDirectory(_journal.Folder);
        File.WriteAllText(PathOf(token), """{"resource":"a/b","ids":["7"],"at":"2026-03-14T12:00:00+00:00"}""");

        Assert.Equal(0, _journal.Read(token)!.Serial);
        Assert.Equal(1, _journal.Read(Write(_journal))!.Serial);
    }

    [Fact]
    public void While_an_entry_cannot_be_read_those_behind_it_have_no_number()
    {
        var hidden = AllocationToken.New();
        _ = Directory.CreateDirectory(_journal.Folder);
        _ = File.CreateSymbolicLink(PathOf(hidden), PathOf(hidden));   // the system says: too many links

        var unreadable = Assert.Throws<InvalidDataException>(() => _journal.Read(hidden));
        Assert.True(AllocationJournal.MayPass(unreadable));
        Assert.Contains($"{hidden.Shown}….json: ", unreadable.Message, StringComparison.Ordinal);
        var before = _journal.Read(Write(_journal))!.Serial;
        _journal.Remove(hidden);

        Assert.Equal((0, 1), (before, _journal.Read(Write(_journal))!.Serial));
    }

    [Fact]
    public void What_is_no_file_is_refused_at_once()
    {
        var token = AllocationToken.New();
        _ = Directory.CreateDirectory(_journal.Folder);
        using (var mkfifo = Process.Start("mkfifo", [PathOf(token)]))
            mkfifo.WaitForExit();

        var unreadable = Assert.Throws<InvalidDataException>(() => _journal.Read(token));

        Assert.EndsWith("it is not a regular file", unreadable.Message, StringComparison.Ordinal);
        Assert.False(AllocationJournal.MayPass(unreadable));
    }

    [Fact]
    public void A_journal_that_nobody_wrote_is_empty() => Assert.Empty(_journal.Tokens());

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"resource":"a/b","ids":7}""")]
    [InlineData("""{"resource":"a/b","ids":[null]}""")]
    [InlineData("""{"resource":"a/b","ids":["7",""]}""")]
    [InlineData("""{"resource":"a/b","ids":["7"],"serial":-1}""")]
    [InlineData("""{"resource":"a/b","ids":["7"],"serial":9223372036854775807}""")]
    public void A_file_that_is_no_entry_is_named(string text)
    {
        var token = AllocationToken.New();
        _ = Directory.CreateDirectory(_journal.Folder);
        File.WriteAllText(Path.Combine(_journal.Folder, $"{token}.json"), text);

        var message = Assert.Throws<InvalidDataException>(() => _journal.Read(token)).Message;
        Assert.Contains($"{token.Shown}….json: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain($"{token}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_nobodys_allocation()
    {
        _ = Directory.CreateDirectory(_journal.Folder);
        File.WriteAllText(Path.Combine(_journal.Folder, "notes.json"), "{}");
        File.WriteAllText(Path.Combine(_journal.Folder, $"{AllocationToken.New()}.json.new"), "{}");

        Assert.Empty(_journal.Tokens());
    }

    private static AllocationToken Write(AllocationJournal journal)
    {
        var token = AllocationToken.New();
        journal.Write(new(token, "example.com/quoting", ["7"], Noon));
        return token;
    }

    private string PathOf(AllocationToken token) => Path.Combine(_journal.Folder, $"{token}.json");
}
