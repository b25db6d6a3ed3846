using System.CommandLine;
using Sgx.Bench;
using Sgx.Bench.Load;
using Sgx.Bench.Verification;

var agent = new Option<string>("--agent") { Description = "the program sgx-agent", Required = true };
var baseline = new Option<string>("--baseline") { Description = "the program aesm-echo", Required = true };
var commit = new Option<string>("--commit")
{
    Description = "what is measured, for the report", DefaultValueFactory = _ => "unknown",
};
var results = new Option<string?>("--results") { Description = "file that the report is written to as well" };
var isShort = new Option<bool>("--short") { Description = "a few seconds instead of minutes; the figures mean little" };
var only = new Option<string?>("--only") { Description = "one operation instead of all" };
_ = only.AcceptOnlyFromAmong(Operation.KeyCount, Operation.Init, Operation.Size, Operation.Quote);
var clients = new Option<int[]>("--clients")
{
    Description = "how many ask at once", DefaultValueFactory = _ => [.. Plan.Full.Crowds],
    AllowMultipleArgumentsPerToken = true,
};

var root = new RootCommand("What the agent costs, beside a server in C that does nothing")
{
    agent, baseline, commit, results, isShort, only, clients,
};
root.SetAction(async (arguments, _) =>
{
    var options = new BenchOptions
    {
        Agent = arguments.GetRequiredValue(agent),
        Baseline = arguments.GetRequiredValue(baseline),
        Commit = arguments.GetRequiredValue(commit),
        Plan = (arguments.GetValue(isShort) ? Plan.Short : Plan.Full) with
        {
            Only = arguments.GetValue(only),
            Crowds = arguments.GetRequiredValue(clients),
        },
    };
    return await BenchRun.Report(options, arguments.GetValue(results));
});

var verification = new Command("verification", "What verifying a quote costs, beside bare signatures")
{
    commit, results, isShort,
};
verification.SetAction(async (arguments, _) =>
{
    var plan = arguments.GetValue(isShort) ? Plan.Short : Plan.Full;
    return await BenchRun.Report(
        async () =>
            (await VerificationBench.Run(arguments.GetRequiredValue(commit), plan.Rounds, plan.SigningTime), true),
        arguments.GetValue(results));
});
root.Add(verification);
return await root.Parse(args).InvokeAsync();
