using Sgx.Testing;

namespace Sgx.Fuzz.Tests;

public sealed class CorpusTests
{
    private const int MutationsPerTarget = 3000;
    private const int MaxInput = 8 * 1024;
    private const int MaxCorpus = 1024 * 1024;

    // So long that no slow machine is taken for a hang.
    private static readonly TimeSpan HangsAfter = TimeSpan.FromMinutes(2);

    private static readonly string Root = Path.Combine(RepositoryRoot.Path, "bench", "Sgx.Fuzz", "corpus");

    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Every_seed_is_taken(string name)
    {
        var target = FuzzTargets.Create(name);
        await WithoutHanging(() =>
            Assert.All(target.Seeds, seed => Assert.Equal(Outcome.Taken, Trial.Run(target, seed.Input))));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task No_kept_input_is_a_finding(string name)
    {
        var (target, outcomes) = (FuzzTargets.Create(name), new HashSet<Outcome>());
        await WithoutHanging(() => Assert.All(KeptInputs(name), input => outcomes.Add(Trial.Run(target, input))));
        Assert.Equal(Enum.GetValues<Outcome>().ToHashSet(), outcomes);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task No_mutation_of_a_good_or_a_kept_input_is_a_finding(string name)
    {
        var target = FuzzTargets.Create(name);
        var mutator = new Mutator([.. target.Seeds.Select(seed => seed.Input), .. KeptInputs(name)], seed: 1);
        var mutations = Enumerable.Range(0, MutationsPerTarget).Select(_ => mutator.Next());
        await WithoutHanging(() => Assert.All(mutations, input => Trial.Run(target, input)));
    }

    [Fact]
    public void The_corpus_stays_small_and_belongs_to_targets_that_exist()
    {
        var files = new DirectoryInfo(Root).GetFiles("*", SearchOption.AllDirectories);

        Assert.All(files, file => Assert.InRange(file.Length, 0, MaxInput));
        Assert.InRange(files.Sum(file => file.Length), 1, MaxCorpus);
        Assert.Equal(FuzzTargets.Names.Order(), files.Select(file => file.Directory!.Name).Distinct().Order());
    }

    [Fact]
    public void A_target_has_the_name_that_it_is_asked_for_by() =>
        Assert.All(FuzzTargets.Names, name => Assert.Equal(name, FuzzTargets.Create(name).Name));

    [Fact]
    public void Seeds_are_written_into_a_folder_for_each_target()
    {
        using var folder = new TemporaryFolder();

        Corpus.WriteSeeds(folder.Path);

        Assert.All(FuzzTargets.Names, name => Assert.Equal(
            FuzzTargets.Create(name).Seeds.Select(seed => seed.Name).Order(StringComparer.Ordinal),
            Corpus.Files(folder[name]).Select(Path.GetFileName)));
    }

    [Fact]
    public void Replaying_tells_which_file_is_a_finding_and_what_was_thrown()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["good"], []);
        File.WriteAllBytes(folder["bad"], [1]);
        using var report = new StringWriter();

        var findings = Corpus.Replay(new FragileTarget(), folder.Path, report);

        Assert.Equal(1, findings);
        var expected = $"{folder["bad"]}: {typeof(InvalidOperationException)}: a bug";
        Assert.StartsWith(expected, report.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<byte[]> KeptInputs(string name) =>
        Corpus.Files(Path.Combine(Root, name)).Select(File.ReadAllBytes);

    private static Task WithoutHanging(Action test) =>
        Task.Run(test).WaitAsync(HangsAfter, TestContext.Current.CancellationToken);
}
