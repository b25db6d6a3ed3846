using Sgx.Agent.Allocations;

namespace Sgx.Agent.Tests.Allocations;

public sealed class UnreadableEntriesTests
{
    private static readonly AllocationToken One = AllocationToken.New(), Other = AllocationToken.New();

    // An error of the system has its number.
    private static readonly IOException Passing = new("input/output error", 5);

    private readonly UnreadableEntries _entries = new();

    [Fact]
    public void What_comes_after_two_listings_is_newer()
    {
        _ = _entries.Add(One, Passing);
        _entries.Listed([One], added: 3);
        Assert.Equal(3, _entries.NewerThan);
        _entries.Listed([One], added: 5);
        Assert.Equal(5, _entries.NewerThan);
        _entries.Listed([One], added: 8);
        Assert.Equal(5, _entries.NewerThan);

        Assert.True(_entries.Add(Other, Passing));
        _entries.Listed([One, Other], added: 9);
        Assert.Equal(9, _entries.NewerThan);
    }

    [Fact]
    public void What_is_gone_or_read_puts_nobody_in_doubt()
    {
        _ = _entries.Add(One, Passing);
        _ = _entries.Add(Other, Passing);
        _entries.Listed([One, Other], added: 3);
        _entries.Remove(One);
        _entries.Listed([One], added: 4);

        Assert.Equal(0, _entries.NewerThan);
        Assert.Null(_entries.Why);
    }

    [Fact]
    public void What_is_no_entry_puts_nobody_in_doubt()
    {
        _ = _entries.Add(One, new InvalidDataException("a member is missing"));
        _entries.Listed([One], added: 3);

        Assert.Equal(0, _entries.NewerThan);
        Assert.Null(_entries.Why);
    }

    [Fact]
    public void It_is_new_once_and_told_without_the_token()
    {
        Assert.True(_entries.Add(One, new IOException($"/journal/{One}.json: input/output error", 5)));
        Assert.False(_entries.Add(One, new IOException($"/journal/{One}.json: too many links", 40)));

        Assert.Equal($"/journal/{One.Shown}….json: too many links", _entries.Why);
    }
}
