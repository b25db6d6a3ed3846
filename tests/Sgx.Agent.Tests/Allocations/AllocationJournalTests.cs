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
        Assert.Equal(allocation with { Ids = read.Ids }, read);
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
    public void A_journal_that_nobody_wrote_is_empty() => Assert.Empty(_journal.Tokens());

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"resource":"a/b","ids":7}""")]
    public void A_file_that_is_no_entry_is_named(string text)
    {
        var token = AllocationToken.New();
        _ = Directory.CreateDirectory(_journal.Folder);
        File.WriteAllText(Path.Combine(_journal.Folder, $"{token}.json"), text);

        Assert.Contains($"{token}.json", Assert.Throws<InvalidDataException>(() => _journal.Read(token)).Message);
    }

    [Fact]
    public void Other_files_are_nobodys_allocation()
    {
        _ = Directory.CreateDirectory(_journal.Folder);
        File.WriteAllText(Path.Combine(_journal.Folder, "notes.json"), "{}");
        File.WriteAllText(Path.Combine(_journal.Folder, $"{AllocationToken.New()}.json.new"), "{}");

        Assert.Empty(_journal.Tokens());
    }
}
