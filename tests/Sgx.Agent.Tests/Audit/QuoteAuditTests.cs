using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sgx.Aesm;
using Sgx.Agent.Allocations;
using Sgx.Agent.Audit;
using Sgx.Agent.Callers;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Tests.Audit;

public sealed class QuoteAuditTests : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero));

    public void Dispose() => _output.Dispose();

    [Fact]
    public void A_line_tells_who_asked_for_which_enclave_and_what_became_of_it()
    {
        using (var sink = new AuditSink(_output))
        {
            var audit = new QuoteAudit(sink, null, _clock);
            var quote = audit.Begin(new(Caller.Shared, 1000, 5), Subject());
            _clock.Advance(TimeSpan.FromMilliseconds(2.5));
            audit.End(quote, Outcome.Told(new("InvalidReport", IsSuccess: false)));
        }

        Assert.Equal(
            "2026-03-14T15:09:26.0025000Z audit: quote for shared/uid:1000: mrsigner 2222222222222222, "
            + "mrenclave 1111111111111111, 8192 bytes, InvalidReport, 2.5 ms\n", Written());
    }

    [Fact]
    public void The_longest_names_fit_on_a_line()
    {
        var owner = new AllocationOwner(AllocationToken.New(), () => { });
        owner.Name(new(new('n', 63), new('p', 253), new('c', 63)));
        using (var sink = new AuditSink(_output))
        {
            var audit = new QuoteAudit(sink, null, _clock);
            var subject = Subject() with { Size = uint.MaxValue };
            audit.End(
                audit.Begin(new("a", 1, 1) { Owner = owner }, subject),
                Outcome.Told(new(nameof(AesmStatus.UnableToGenerateQeReport), IsSuccess: false)));
        }

        Assert.Matches(@"for n{63}/p{253}/c{63}: .* ms\n$", Written());
    }

    [Fact]
    public void No_line_is_lost_at_the_end()
    {
        using (var sink = new AuditSink(_output))
        {
            for (var i = 0; i < 5000; i++)
                sink.Write(Encoding.ASCII.GetBytes($"line {i}\n"));
        }

        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"line {i}"), Written().TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_reader_that_does_not_keep_up_costs_lines_and_is_told_how_many()
    {
        using var gate = new ManualResetEventSlim();
        using (var sink = new AuditSink(new SlowStream(gate, _output)))
        {
            for (var i = 0; i < 3000; i++)
                sink.Write(new byte[1000]);
            gate.Set();
        }

        Assert.Matches(@"audit: \d+ lines were lost here\n", Written());
        Assert.True(_output.Length < 3_000_000);
    }

    private static QuoteSubject Subject() =>
        new(new(Measurement.Parse(new string('2', 64)), Measurement.Parse(new string('1', 64))), 8192);

    private string Written() => Encoding.ASCII.GetString(_output.ToArray());

    private sealed class SlowStream(ManualResetEventSlim gate, Stream output) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            gate.Wait();
            output.Write(buffer);
        }
    }
}
