namespace Sgx.Bench.Verification;

/// <summary>A way to verify a quote, and what it is measured by.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Signatures">Verifications of a signature that it cannot avoid.</param>
/// <param name="Target">Its time, in that of those signatures, at most; null where none was set.</param>
/// <param name="MaxBytes">What it allocates at most; null where no bound was set.</param>
/// <param name="Make">Makes something to be done over and over by one thread.</param>
internal sealed record Kind(string Name, int Signatures, double? Target, int? MaxBytes, Func<Action> Make)
{
    private const int Strangers = 4096;
    private const int PreparedBytes = 8 * 1024;

    public static IReadOnlyList<Kind> Of(Subject subject)
    {
        var bytes = subject.Quote.Bytes;
        var prepared = subject.Verifier.Prepare(subject.Collateral);
        Quotes.Quote[] strangers = [.. Enumerable.Range(1, Strangers).Select(subject.Stranger)];
        return
        [
            new("parse a quote", 0, null, null, () => () => _ = Quotes.Quote.Parse(bytes.Span)),
            new("known platform, prepared collateral", 1, 1.3, PreparedBytes,
                () => () => Subject.Require(prepared.Verify(subject.Quote, subject.Now))),
            new("the same, with parsing", 1, null, PreparedBytes,
                () => () => Subject.Require(prepared.Verify(Quotes.Quote.Parse(bytes.Span), subject.Now))),
            new("new platform, prepared collateral", 3, 2.8, null, () => StrangersOf(subject, strangers)),
            new("prepare collateral", 6, null, null,
                () => () => Subject.Require(subject.Verifier.Prepare(subject.Collateral).Fault is null)),
            new("cold", 9, 2.2, null,
                () => () => Subject.Require(subject.Verifier.Verify(subject.Quote, subject.Collateral, subject.Now))),
        ];
    }

    // When all are known, they are met anew with collateral prepared anew, outside of what counts.
    private static Action StrangersOf(Subject subject, Quotes.Quote[] strangers)
    {
        var prepared = subject.Verifier.Prepare(subject.Collateral);
        var next = 0;
        return () =>
        {
            if (next == strangers.Length)
                (next, prepared) = (0, subject.Verifier.Prepare(subject.Collateral));
            Subject.Require(prepared.Verify(strangers[next++], subject.Now));
        };
    }
}
