namespace Sgx.Dcap.RaTls;

/// <summary>A step has failed: thrown by the steps of RA-TLS, caught by <see cref="RaTlsVerifier"/> alone.</summary>
internal sealed class RefusedException(AppraisalStep step, string detail)
    : Exception(QuoteRejectedException.Printable(detail))
{
    public AppraisalStep Step { get; } = step;

    /// <summary>Reads something hostile: malformed bytes are an answer, not a failure.</summary>
    public static T IfMalformed<T>(AppraisalStep step, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (SgxFormatException e)
        {
            throw new RefusedException(step, e.Message);
        }
    }
}
