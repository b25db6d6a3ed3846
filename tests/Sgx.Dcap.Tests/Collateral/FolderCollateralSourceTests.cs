using Microsoft.Extensions.Time.Testing;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.RaTls;
using Sgx.Quotes;
using Sgx.Simulation;
using Sgx.Testing;

namespace Sgx.Dcap.Tests.Collateral;

public sealed class FolderCollateralSourceTests : IDisposable
{
    private static readonly CollateralKey Key = CollateralKey.Of(SimulatedNode.Collateral);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(SimulatedNode.Time);
    private readonly RecordedLog<FolderCollateralSource> _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_quote_finds_its_collateral()
    {
        Write(_folder.Path, SimulatedNode.Collateral);
        using var source = Open();
        var quote = await SimulatedNode.Quote(new byte[64]);

        var prepared = source.Find(CollateralKey.Of(quote));

        _ = Assert.IsType<QuoteVerdict.Verified>(prepared!.Verify(quote, SimulatedNode.Time));
        Assert.Equal(
            [$"Information collateral in {_folder.Path} is for Sgx on FMSPC 53494d000001 of the Platform CA"],
            _log.Lines);
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        Write(_folder.Path, SimulatedNode.Collateral);
        using var source = Open();

        Assert.Null(source.Find(Key with { Fmspc = "000000000000" }));
        Assert.Null(source.Find(Key with { IsByPlatformCa = false }));
        Assert.Null(source.Find(Key with { TeeType = TeeType.Tdx }));
    }

    [Fact]
    public void A_folder_of_folders_has_several()
    {
        var processor = new SimulatedIntel(SimulatedNode.Options with { Ca = PckCa.Processor });
        Write(_folder["one"], SimulatedNode.Collateral);
        Write(_folder["two"], processor.IssueCollateral(SimulatedNode.Time));
        Write(_folder["..data"], SimulatedNode.Collateral);
        _ = Directory.CreateDirectory(_folder["empty"]);
        using var source = Open();

        Assert.NotNull(source.Find(Key));
        Assert.NotNull(source.Find(Key with { IsByPlatformCa = false }));
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void A_bundle_is_read_as_well()
    {
        File.WriteAllText(_folder["bundle.json"], "{}");
        using var source = Open();

        var line = Assert.Single(_log.Lines);
        Assert.StartsWith(
            $"Warning collateral in {_folder["bundle.json"]} cannot be used: collateral bundle", line,
            StringComparison.Ordinal);
    }

    [Fact]
    public void New_files_are_read_at_the_next_interval()
    {
        Write(_folder.Path, SimulatedNode.Collateral);
        using var source = Open();
        var before = source.Find(Key);

        Write(_folder.Path, SimulatedNode.Platform.Intel.IssueCollateral(SimulatedNode.Time.AddDays(1)));
        Assert.Same(before, source.Find(Key));
        _clock.Advance(Interval);

        Assert.NotSame(before, source.Find(Key));
    }

    [Fact]
    public void What_has_not_changed_is_not_read_again()
    {
        Write(_folder.Path, SimulatedNode.Collateral);
        using var source = Open();
        var before = source.Find(Key);

        _clock.Advance(10 * Interval);

        Assert.Same(before, source.Find(Key));
        _ = Assert.Single(_log.Lines);
    }

    [Fact]
    public void A_change_behind_a_link_is_a_change()
    {
        Write(_folder["..1"], SimulatedNode.Collateral);
        Write(_folder["..2"], SimulatedNode.Platform.Intel.IssueCollateral(SimulatedNode.Time.AddDays(1)));
        _ = Directory.CreateSymbolicLink(_folder["..data"], "..1");
        foreach (var name in Directory.EnumerateFiles(_folder["..1"]).Select(path => Path.GetFileName(path)))
            _ = File.CreateSymbolicLink(_folder[name], Path.Combine("..data", name));
        using var source = Open();
        var before = source.Find(Key);

        Directory.Delete(_folder["..data"]);
        _ = Directory.CreateSymbolicLink(_folder["..data"], "..2");
        _clock.Advance(Interval);

        Assert.NotNull(before);
        Assert.NotSame(before, source.Find(Key));
    }

    [Fact]
    public void What_becomes_malformed_does_not_replace_what_was_good_and_is_told_once()
    {
        Write(_folder.Path, SimulatedNode.Collateral);
        using var source = Open();
        var before = source.Find(Key);

        File.WriteAllText(_folder[CollateralFolder.TcbInfo], "{");
        _clock.Advance(Interval);
        _clock.Advance(Interval);

        Assert.Same(before, source.Find(Key));
        Assert.Equal(2, _log.Lines.Count);
        Assert.Contains("cannot be used: TCB info", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_malformed_is_not_read_again_until_it_changes()
    {
        File.WriteAllText(_folder["bundle.json"], "{");
        var refused = new CollateralEntry(_folder["bundle.json"], Stamp: "").Refreshed(EnclavePeer.Verifier);
        Assert.NotNull(refused.Complaint);
        Assert.Same(refused, refused.Refreshed(EnclavePeer.Verifier));

        File.WriteAllText(_folder["bundle.json"], "[");
        Assert.NotSame(refused, refused.Refreshed(EnclavePeer.Verifier));
    }

    [Fact]
    public void What_becomes_what_it_was_before_is_told()
    {
        Write(_folder.Path, SimulatedNode.Collateral);
        using var source = Open();
        var path = _folder[CollateralFolder.TcbInfo];
        var (good, time) = (File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path));

        File.WriteAllText(path, "{");
        _clock.Advance(Interval);
        File.WriteAllBytes(path, good);
        File.SetLastWriteTimeUtc(path, time);
        _clock.Advance(Interval);

        Assert.Equal(["Information", "Warning", "Information"], _log.Lines.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void What_is_missing_for_a_while_is_read_when_it_is_back()
    {
        Write(_folder["one"], SimulatedNode.Collateral);
        var good = new CollateralEntry(_folder["one"], Stamp: "").Refreshed(EnclavePeer.Verifier);

        Directory.Move(_folder["one"], _folder["away"]);
        var missing = good.Refreshed(EnclavePeer.Verifier);
        Directory.Move(_folder["away"], _folder["one"]);
        var back = missing.Refreshed(EnclavePeer.Verifier);

        Assert.NotNull(missing.Complaint);
        Assert.Same(good.Prepared, missing.Prepared);
        Assert.Null(back.Complaint);
    }

    [Fact]
    public void A_file_in_the_place_of_another_of_the_same_size_and_time_is_a_change()
    {
        Write(_folder.Path, SimulatedNode.Collateral);
        using var source = Open();
        var before = source.Find(Key);
        var path = _folder[CollateralFolder.TcbInfo];
        var (size, time) = (new FileInfo(path).Length, File.GetLastWriteTimeUtc(path));

        var later = SimulatedNode.Platform.Intel.IssueCollateral(SimulatedNode.Time.AddDays(1));
        File.WriteAllBytes(path, later.TcbInfo.ToArray());
        File.SetLastWriteTimeUtc(path, time);
        _clock.Advance(Interval);

        Assert.Equal(size, new FileInfo(path).Length);
        Assert.NotSame(before, source.Find(Key));
    }

    [Fact]
    public void A_file_that_has_another_time_alone_is_no_change()
    {
        Write(_folder.Path, SimulatedNode.Collateral);
        using var source = Open();
        var before = source.Find(Key);

        File.SetLastWriteTimeUtc(_folder[CollateralFolder.TcbInfo], DateTime.UnixEpoch);
        _clock.Advance(Interval);

        Assert.NotNull(before);
        Assert.Same(before, source.Find(Key));
    }

    [Fact]
    public void What_is_gone_is_gone()
    {
        Write(_folder["one"], SimulatedNode.Collateral);
        using var source = Open();

        Directory.Delete(_folder["one"], recursive: true);
        source.Refresh();

        Assert.Null(source.Find(Key));
    }

    [Fact]
    public void When_the_whole_folder_cannot_be_seen_everything_stays()
    {
        Write(_folder["all/one"], SimulatedNode.Collateral);
        using var source = new FolderCollateralSource(_folder["all"], EnclavePeer.Verifier, _log, _clock);

        Directory.Delete(_folder["all"], recursive: true);
        source.Refresh();

        Assert.NotNull(source.Find(Key));
    }

    [Fact]
    public void A_path_that_is_not_there_is_refused() =>
        _ = Assert.Throws<FileNotFoundException>(
            () => new FolderCollateralSource(_folder["nowhere"], EnclavePeer.Verifier));

    private FolderCollateralSource Open() => new(_folder.Path, EnclavePeer.Verifier, _log, _clock, Interval);

    private static void Write(string folder, QuoteCollateral collateral) =>
        CollateralFolder.Write(folder, collateral, SimulatedNode.Platform.Intel.TrustedRootPem);
}
