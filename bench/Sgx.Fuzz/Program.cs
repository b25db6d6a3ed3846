using System.CommandLine;
using Sgx.Fuzz;
using SharpFuzz;

var target = new Argument<string?>("target")
{
    Description = "where the bytes go in", Arity = ArgumentArity.ZeroOrOne,
};
target.AcceptOnlyFromAmong([.. FuzzTargets.Names]);
var seed = new Option<string?>("--seed") { Description = "folder that the seeds of every target are written to" };
var replay = new Option<string?>("--replay") { Description = "folder whose files the target takes once each" };

var root = new RootCommand("Hostile bytes for every parser that strangers can reach; run by scripts/fuzz under AFL++")
{
    target, seed, replay,
};
root.SetAction(arguments =>
{
    if (arguments.GetValue(seed) is { } folder)
        Corpus.WriteSeeds(folder);
    if (arguments.GetValue(target) is not { } name)
        return 0;
    if (arguments.GetValue(replay) is { } inputs)
        return Corpus.Replay(FuzzTargets.Create(name), inputs, Console.Out) == 0 ? 0 : 1;
    Fuzzer.OutOfProcess.Run(new FuzzedTarget(name).Take);
    return 0;
});
return root.Parse(args).Invoke();
