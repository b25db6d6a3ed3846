using Microsoft.Extensions.Time.Testing;
using Sgx.Aesm;
using Sgx.Agent.Allocations;
using Sgx.Agent.Audit;
using Sgx.Agent.Callers;
using Sgx.Agent.Protocols;
using Sgx.Agent.Tests.Output;
using Sgx.Output;

namespace Sgx.Agent.Tests.Audit;

public sealed class QuoteAuditTests
{
    private readonly ScriptedOutput _output = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero));

    [Fact]
    public void A_line_tells_who_asked_for_which_enclave_and_what_became_of_it()
    {
        using (var lines = new LineWriter(_output, "sgx-agent"))
        {
            var audit = new QuoteAudit(lines, null, _clock);
            var quote = audit.Begin(new(Caller.Shared, 1000, 5), Subject());
            _clock.Advance(TimeSpan.FromMilliseconds(2.5));
            audit.End(quote, Outcome.Told(new("InvalidReport", IsSuccess: false)));
        }

        Assert.Equal(
            "2026-03-14T15:09:26.0025000Z audit: quote for shared/uid:1000: mrsigner 2222222222222222, "
            + "mrenclave 1111111111111111, 8192 bytes, InvalidReport, 2.5 ms\n", _output.Text);
    }

    [Fact]
    public void The_longest_names_fit_on_a_line()
    {
        var owner = new AllocationOwner(AllocationToken.New(), () => { });
        owner.Name(new(new('n', 63), new('p', 253), new('c', 63)));
        using (var lines = new LineWriter(_output, "sgx-agent"))
        {
            var audit = new QuoteAudit(lines, null, _clock);
            var subject = Subject() with { Size = uint.MaxValue };
            audit.End(
                audit.Begin(new("a", 1, 1) { Owner = owner }, subject),
                Outcome.Told(new(nameof(AesmStatus.UnableToGenerateQeReport), IsSuccess: false)));
        }

        Assert.Matches(@"for n{63}/p{253}/c{63}: .* ms\n$", _output.Text);
    }

    [Fact]
    public void A_name_that_is_too_long_is_cut_and_the_line_is_written()
    {
        var owner = new AllocationOwner(AllocationToken.New(), () => { });
        owner.Name(new(new('é', 63), new('p', 2000), new('c', 63)));
        using (var lines = new LineWriter(_output, "sgx-agent"))
        {
            var audit = new QuoteAudit(lines, null, _clock);
            audit.End(audit.Begin(new("a", 1, 1) { Owner = owner }, Subject()), Outcome.ClientLeft);
        }

        Assert.Matches(@"for é{63}/p{36}…: mrsigner .*, ClientLeft, .* ms\n$", _output.Text);
    }

    private static QuoteSubject Subject() =>
        new(new(Measurement.Parse(new string('2', 64)), Measurement.Parse(new string('1', 64))), 8192);
}
