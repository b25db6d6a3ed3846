using Sgx.Soak.Abuse;
using Sgx.Soak.Figures;

namespace Sgx.Soak.Tests;

/// <summary>Both runs in seconds, with the real agent. Figures that depend on time are printed, not asserted.</summary>
public sealed class ShortFormTests
{
    private static readonly string Agent = Path.Combine(AppContext.BaseDirectory, "sgx-agent");

    private readonly FigureSheet _sheet = new(new OutputWriter());

    [Fact]
    public async Task The_agent_keeps_its_promises_over_hand_overs_kills_broken_newcomers_and_many_quotes()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var samples = await SoakRun.Run(new(Agent, Agent), SoakPlan.Short, _sheet, cancellation);

        AssertKept();
        Assert.NotEmpty(samples);
        Assert.True(samples[^1].Quotes >= SoakPlan.Short.Quotes);
    }

    [Fact]
    public async Task The_agent_keeps_its_promises_among_abusers()
    {
        await AbuseRun.Run(new(Agent, Agent), AbusePlan.Short, _sheet, TestContext.Current.CancellationToken);

        AssertKept();
    }

    private void AssertKept()
    {
        Assert.NotEmpty(_sheet.Figures);
        Assert.DoesNotContain(_sheet.Figures, figure => figure.Verdict is Verdict.Broken);
    }

    private sealed class OutputWriter : StringWriter
    {
        public override void WriteLine(string? value) => TestContext.Current.TestOutputHelper?.WriteLine(value ?? "");
    }
}
