using System.CommandLine;
using Sgx.Fuzz;
using SharpFuzz;

var target = new Argument<string?>("target")
{
    Description = "where the bytes go in", Arity = ArgumentArity.ZeroOrOne,
};
target.AcceptOnlyFromAmong([.. FuzzTargets.Names]);
var seed = new Option<string?>("--seed") { Description = "folder that the seeds of every target are written to" };
var replay = new Option<string?>("--replay")
{
    Description = "folder whose files the target takes once each; without a target, one with a folder for each",
};
var branches = new Option<string?>("--branches") { Description = "counts of coverlet, to be shown for each --file" };
var files = new Option<string[]>("--file")
{
    Description = "source file that counts", AllowMultipleArgumentsPerToken = true,
};

var root = new RootCommand("Hostile bytes for every parser that strangers can reach; run by scripts/fuzz under AFL++")
{
    target, seed, replay, branches, files,
};
root.SetAction(arguments =>
{
    if (arguments.GetValue(seed) is { } folder)
        Corpus.WriteSeeds(folder);
    if (arguments.GetValue(branches) is { } counts)
    {
        var coverage = BranchCoverage.Read(counts, arguments.GetValue(files)!);
        coverage.Show(Console.Out);
        return coverage.IsEnough ? 0 : 1;
    }

    var name = arguments.GetValue(target);
    if (arguments.GetValue(replay) is { } inputs)
        return (name is null
            ? Corpus.ReplayAll(inputs, Console.Out)
            : Corpus.Replay(FuzzTargets.Create(name), inputs, Console.Out)) == 0 ? 0 : 1;
    if (name is null)
        return 0;
    Fuzzer.OutOfProcess.Run(new FuzzedTarget(name).Take);
    return 0;
});
return root.Parse(args).Invoke();
