namespace Sgx.Dcap.Collateral;

/// <summary>One set of collateral as it lies on disk, and what was made of it.</summary>
/// <param name="Path">A folder of parts or a bundle.</param>
/// <param name="Stamp">Its <see cref="FileStamp"/> when it was read, good or bad; empty when it could not be.</param>
internal sealed record CollateralEntry(string Path, string Stamp)
{
    /// <summary>Null while it has never been read.</summary>
    public CollateralKey? Key { get; init; }

    public PreparedCollateral? Prepared { get; init; }

    /// <summary>What was wrong with it the last time; null if nothing.</summary>
    public string? Complaint { get; init; }

    /// <summary>Reads it again if it has changed. What is unreadable or wrong does not replace what was good.</summary>
    public CollateralEntry Refreshed(QuoteVerifier verifier)
    {
        try
        {
            var stamp = FileStamp.Of(Path);
            return stamp == Stamp ? this : ReadAgain(stamp, verifier);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unread(e.Message);
        }
    }

    private CollateralEntry ReadAgain(string stamp, QuoteVerifier verifier)
    {
        try
        {
            var collateral = StoredCollateral.Read(Path);
            return FileStamp.Of(Path) == stamp
                ? Prepare(collateral, stamp, verifier)
                : Unread("it changed while it was read");
        }
        catch (SgxFormatException e)
        {
            return this with { Stamp = stamp, Complaint = QuoteRejectedException.Printable(e.Message) };
        }
    }

    private CollateralEntry Prepare(QuoteCollateral collateral, string stamp, QuoteVerifier verifier)
    {
        var (key, prepared) = (CollateralKey.Of(collateral), verifier.Prepare(collateral));
        var complaint = prepared.Fault is { } fault ? $"{fault.Reason}: {fault.Detail}" : null;
        return complaint is null || Prepared is null
            ? new(Path, stamp) { Key = key, Prepared = prepared, Complaint = complaint }
            : this with { Stamp = stamp, Complaint = complaint };
    }

    // It may be readable the next time without having changed, so it is then tried again.
    private CollateralEntry Unread(string why) =>
        this with { Stamp = "", Complaint = QuoteRejectedException.Printable(why) };
}
