using System.Globalization;
using Sgx.Bench.Figures;
using Sgx.Bench.Results;
using static Sgx.Bench.Results.Figure;

namespace Sgx.Bench.Verification;

/// <summary>What a verification costs, beside the bare signatures that it cannot avoid.</summary>
internal static class VerificationBench
{
    private const double ScalingTarget = 1.9;

    /// <summary>Measures and returns the report, in Markdown.</summary>
    public static async Task<string> Run(string commit, int rounds, TimeSpan time)
    {
        var foreign = new ForeignLoad();
        var kinds = Kind.Of(await Subject.Create());
        var costs = CostTable(kinds, rounds, time);
        var scaling = ScalingTable(kinds, rounds, time);
        return Heading(commit, rounds, time, foreign.Since(TimeSpan.Zero)) + costs + scaling;
    }

    private static string Heading(string commit, int rounds, TimeSpan time, double foreign) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # What a verification costs

        Written by `make bench` on {DateTime.UtcNow:yyyy-MM-dd} of commit {commit}.
        Machine: {Machine.Describe()}.

        A simulated quote of 4.7 kB with its collateral. Beside each verification the same run measures a bare
        verification of a P-256 signature over 432 bytes by a key that is kept: the limit is that, times the signatures
        which cannot be avoided. {rounds} rounds of {time.TotalSeconds} s each; a ratio is taken within a round.
        Others used {Whole(100 * foreign)} % of the machine meanwhile.


        """);

    private static Table CostTable(IReadOnlyList<Kind> kinds, int rounds, TimeSpan time)
    {
        var table = new Table(
            "One verification",
            "Microseconds of processor time. The root of the anchor was verified when the anchor was made, so a cold\n"
            + "verification has nine signatures: CA, TCB signer, two CRLs, two documents, PCK, QE report, quote.",
            "what", "µs", "bare signature µs", "signatures", "ratio", "least to most", "target", "verdict", "bytes",
            "bytes at most");
        foreach (var kind in kinds)
            _ = table.Row([.. Cells(kind, rounds, time)]);
        return table;
    }

    private static IEnumerable<string> Cells(Kind kind, int rounds, TimeSpan time)
    {
        var (bare, action) = (Subject.BareVerification(), kind.Make());
        (Cost Bare, Cost Cost)[] measured =
            [.. Enumerable.Range(0, rounds).Select(_ => (Cost.Of(bare, time), Cost.Of(action, time)))];
        var bareCost = Spread.Of(measured.Select(round => round.Bare.Microseconds)).Median;
        var ratio = Spread.Of(
            measured.Select(round => round.Cost.Microseconds / (round.Bare.Microseconds * kind.Signatures)));
        return
        [
            kind.Name, Tenths(Spread.Of(measured.Select(round => round.Cost.Microseconds)).Median), Tenths(bareCost),
            $"{kind.Signatures}", kind.Signatures == 0 ? None : Hundredths(ratio.Median),
            kind.Signatures == 0 ? None : $"{Hundredths(ratio.Least)} to {Hundredths(ratio.Most)}",
            kind.Target is { } target ? Tenths(target) : None, Targets.Verdict(ratio.Median, kind.Target),
            Whole(Spread.Of(measured.Select(round => round.Cost.Bytes)).Median),
            kind.MaxBytes is { } bytes ? $"{bytes}" : None,
        ];
    }

    private static Table ScalingTable(IReadOnlyList<Kind> kinds, int rounds, TimeSpan time)
    {
        var table = new Table(
            "Two threads",
            "Verifications a second by the clock on the wall, and what two threads do of what one does.",
            "what", "1 thread", "2 threads", "ratio", "least to most", "target", "verdict");
        var bare = new Kind("bare signature", 1, null, null, Subject.BareVerification);
        foreach (var kind in kinds.Where(kind => kind.Signatures > 0).Prepend(bare))
        {
            (double One, double Two)[] measured =
            [
                .. Enumerable.Range(0, rounds).Select(_ =>
                    (Cost.PerSecond(kind.Make, threads: 1, time), Cost.PerSecond(kind.Make, threads: 2, time))),
            ];
            var ratio = Spread.Of(measured.Select(round => round.Two / round.One));
            _ = table.Row(
                kind.Name, Whole(Spread.Of(measured.Select(round => round.One)).Median),
                Whole(Spread.Of(measured.Select(round => round.Two)).Median), Hundredths(ratio.Median),
                $"{Hundredths(ratio.Least)} to {Hundredths(ratio.Most)}", Tenths(ScalingTarget),
                ratio.Median >= ScalingTarget ? "pass" : "FAIL");
        }

        return table;
    }
}
