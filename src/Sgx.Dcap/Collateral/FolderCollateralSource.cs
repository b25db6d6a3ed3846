using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sgx.Dcap.Collateral;

/// <summary>Collateral from disk, read again when it changes: whatever fetches it only has to write files.</summary>
/// <remarks>
/// The path is one set of collateral (a <see cref="CollateralFolder"/> or a <see cref="CollateralBundle"/>), or a
/// folder of such, at most 256; names with a dot in front are passed over. What each is about is read from itself. A
/// set that becomes unreadable or wrong does not replace what it was before; one that is gone, is gone. Files up to
/// 1 MiB are compared by content, larger ones by size and time.
/// </remarks>
public sealed partial class FolderCollateralSource : ICollateralSource, IDisposable
{
    /// <summary>How often the disk is looked at, unless told otherwise.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(30);

    private const int MaxEntries = 256;

    private readonly string _path;
    private readonly QuoteVerifier _verifier;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Lock _refreshing = new();

    private Dictionary<string, CollateralEntry> _entries = [];
    private string? _complaint;
    private FrozenDictionary<CollateralKey, PreparedCollateral> _prepared =
        FrozenDictionary<CollateralKey, PreparedCollateral>.Empty;

    /// <summary>Reads what is there, and looks again at every interval.</summary>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    public FolderCollateralSource(
        string path, QuoteVerifier verifier, ILogger<FolderCollateralSource>? logger = null, TimeProvider? time = null,
        TimeSpan? interval = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(verifier);
        var period = interval ?? DefaultInterval;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero, nameof(interval));
        if (!Path.Exists(path))
            throw new FileNotFoundException($"collateral: there is neither a folder nor a bundle at {path}", path);

        (_path, _verifier) = (path, verifier);
        _logger = logger ?? NullLogger<FolderCollateralSource>.Instance;
        Refresh();
        _timer = (time ?? TimeProvider.System).CreateTimer(_ => RefreshUnlessBusy(), state: null, period, period);
    }

    /// <inheritdoc />
    public PreparedCollateral? Find(CollateralKey key) => Volatile.Read(ref _prepared).GetValueOrDefault(key);

    /// <summary>Looks at the disk now.</summary>
    public void Refresh()
    {
        lock (_refreshing)
            RefreshAlone();
    }

    /// <summary>Looks no more; what has been read stays.</summary>
    public void Dispose() => _timer.Dispose();

    // A disk that hangs must not have one thread after the other wait for it.
    private void RefreshUnlessBusy()
    {
        if (!_refreshing.TryEnter())
            return;
        try
        {
            RefreshAlone();
        }
        catch (Exception e) // on the timer's thread, where it would end the process
        {
            Failed(_path, e);
        }
        finally
        {
            _refreshing.Exit();
        }
    }

    private void RefreshAlone()
    {
        if (ListPaths() is not { } paths)
            return;
        var entries = paths.ToDictionary(path => path, Refresh);
        Volatile.Write(ref _prepared, Index(entries.Values));
        _entries = entries;
    }

    private CollateralEntry Refresh(string path)
    {
        var before = _entries.GetValueOrDefault(path) ?? new(path, Stamp: "");
        var after = before.Refreshed(_verifier);
        if (after.Complaint is { } complaint && complaint != before.Complaint)
            Unusable(path, complaint);
        if (after.Stamp != before.Stamp && after is { Key: { } key, Complaint: null })
            Loaded(path, key);
        return after;
    }

    // Of several for the same platforms the last by name counts, but a faultless one before a faulty one.
    private static FrozenDictionary<CollateralKey, PreparedCollateral> Index(IEnumerable<CollateralEntry> entries) =>
        entries.Where(entry => entry is { Key: not null, Prepared: not null })
            .OrderBy(entry => entry.Prepared!.Fault is null)
            .ThenBy(entry => entry.Path, StringComparer.Ordinal)
            .GroupBy(entry => entry.Key!)
            .ToFrozenDictionary(same => same.Key, same => same.Last().Prepared!);

    // Null when the path cannot be looked at: then everything stays as it is.
    private List<string>? ListPaths()
    {
        try
        {
            if (File.Exists(_path) || IsCollateralFolder(_path))
                return [_path];
            var paths = Directory.EnumerateFileSystemEntries(_path).Where(IsCollateral)
                .Order(StringComparer.Ordinal).Take(MaxEntries + 1).ToList();
            if (paths.Count > MaxEntries)
                TooMany(_path, MaxEntries);
            _complaint = null;
            return paths[..Math.Min(paths.Count, MaxEntries)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_complaint != e.Message)
                Unusable(_path, QuoteRejectedException.Printable(e.Message));
            _complaint = e.Message;
            return null;
        }
    }

    private static bool IsCollateral(string path) => !Path.GetFileName(path.AsSpan()).StartsWith('.')
        && (Directory.Exists(path) ? IsCollateralFolder(path) : Path.GetExtension(path.AsSpan()) is ".json");

    private static bool IsCollateralFolder(string path) => File.Exists(Path.Combine(path, CollateralFolder.TcbInfo));

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "collateral in {Path} is for {Key}")]
    private partial void Loaded(string path, CollateralKey key);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "collateral in {Path} cannot be used: {Reason}")]
    private partial void Unusable(string path, string reason);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "of all in {Path}, {Most} sets are read")]
    private partial void TooMany(string path, int most);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "collateral in {Path} was not looked at")]
    private partial void Failed(string path, Exception exception);
}
