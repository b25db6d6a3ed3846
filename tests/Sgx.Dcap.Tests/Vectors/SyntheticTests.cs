namespace Sgx.Dcap.Tests.Vectors;

public sealed class SyntheticTests
{
    public static TheoryData<string> Names => [.. SyntheticCase.All().Select(test => test.Name)];

    /// <summary>Cases that Intel's library accepts and this verifier does not, and why.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
    };

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void The_verdict_is_that_of_intels_library_or_listed_as_stricter(string name)
    {
        var test = SyntheticCase.All().Single(test => test.Name == name);

        var verdict = test.Verify();

        var accepts = test.FirstTerminalStatus is null && !Refused.ContainsKey(name);
        Assert.True(accepts == verdict is QuoteVerdict.Verified, $"{verdict} but {test.FirstTerminalStatus}");
        if (verdict is QuoteVerdict.Rejected r) TestContext.Current.TestOutputHelper?.WriteLine($"REASON {name} {r.Reason} vs {test.FirstTerminalStatus}: {r.Detail}");
    }
}
