using Sgx.Testing;

namespace Sgx.Fuzz.Tests;

public sealed class BranchCoverageTests
{
    [Fact]
    public void Branches_of_the_files_asked_for_are_counted_and_the_missed_ones_shown()
    {
        var coverage = Read(["src/Sgx/B.cs", "src/Sgx/A.cs"], Counts(Branch(7, 1), Branch(9, 0), Branch(8, 0)));
        using var shown = new StringWriter();

        coverage.Show(shown);

        Assert.Equal((1, 3), (coverage.Met, coverage.All));
        Assert.False(coverage.IsEnough);
        Assert.Equal(
            """
                1 of    3   33.3 %  src/Sgx/A.cs 8 9
                0 of    0  100.0 %  src/Sgx/B.cs
                1 of    3   33.3 %  all; 95 are asked for

            """,
            shown.ToString());
    }

    [Theory]
    [InlineData(19, 1, true)]
    [InlineData(18, 1, false)]
    public void Ninety_five_percent_are_enough(int met, int missed, bool expected) => Assert.Equal(
        expected,
        Read(
            ["src/Sgx/A.cs"],
            Counts([.. Enumerable.Repeat(Branch(1, 3), met), .. Enumerable.Repeat(Branch(2, 0), missed)])).IsEnough);

    [Fact]
    public void A_project_that_was_not_counted_is_an_error() =>
        Assert.Throws<InvalidDataException>(() => Read(["src/Sgx.Dcap/A.cs"], Counts(Branch(1, 1))));

    private static string Branch(int line, int hits) => $$"""{"Line":{{line}},"Path":0,"Hits":{{hits}}}""";

    private static string Counts(params string[] branches) => $$"""
        { "Sgx.dll": { "/here/src/Sgx/A.cs": { "A": { "M()": { "Branches": [{{string.Join(',', branches)}}] } } } } }
        """;

    private static BranchCoverage Read(string[] sources, string counts)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["counts"], counts);
        return BranchCoverage.Read(folder["counts"], sources);
    }
}
