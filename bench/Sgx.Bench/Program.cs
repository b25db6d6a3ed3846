using System.CommandLine;
using Sgx.Bench;

var agent = new Option<string>("--agent") { Description = "the program sgx-agent", Required = true };
var baseline = new Option<string>("--baseline") { Description = "the program aesm-echo", Required = true };
var commit = new Option<string>("--commit")
{
    Description = "what is measured, for the report", DefaultValueFactory = _ => "unknown",
};
var results = new Option<string?>("--results") { Description = "file that the report is written to as well" };
var isShort = new Option<bool>("--short") { Description = "a few seconds instead of minutes; the figures mean little" };

var root = new RootCommand("What the agent costs, beside a server in C that does nothing")
{
    agent, baseline, commit, results, isShort,
};
root.SetAction(async (arguments, _) =>
{
    var options = new BenchOptions
    {
        Agent = arguments.GetRequiredValue(agent),
        Baseline = arguments.GetRequiredValue(baseline),
        Commit = arguments.GetRequiredValue(commit),
        Plan = arguments.GetValue(isShort) ? Plan.Short : Plan.Full,
    };
    return await BenchRun.Report(options, arguments.GetValue(results));
});
return await root.Parse(args).InvokeAsync();
