using System.CommandLine;
using Sgx.Soak;

var root = new RootCommand("Whether the agent keeps its promises over restarts and time, and among abusers")
{
    SoakCommand.Create(), AbuseCommand.Create(), CommitCommand.Create(),
};
// Agents and folders go away also when the run is interrupted.
return await root.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
