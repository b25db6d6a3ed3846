namespace Sgx.Dcap;

/// <summary>
/// A check has failed: thrown by the steps of a verification, caught by <see cref="QuoteVerifier"/> alone.
/// </summary>
internal sealed class QuoteRejectedException(RejectionReason reason, string detail) : Exception(Printable(detail))
{
    private const int MaxDetail = 400;

    public RejectionReason Reason { get; } = reason;

    public QuoteVerdict.Rejected ToVerdict() => new(Reason, Message);

    /// <summary>Reads something hostile: malformed bytes are an answer, not a failure.</summary>
    public static T IfMalformed<T>(RejectionReason reason, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (SgxFormatException e)
        {
            throw new QuoteRejectedException(reason, e.Message);
        }
    }

    // The detail quotes what strangers wrote, and ends up in terminals and logs.
    internal static string Printable(string detail) =>
        PrintableText.OneLine(detail[..Math.Min(detail.Length, MaxDetail)]);
}
