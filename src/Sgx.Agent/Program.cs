using System.CommandLine;
using Sgx.Agent;
using Sgx.Agent.DevicePlugin;
using Sgx.Agent.QuoteHelper;
using Sgx.Output;

var root = new RootCommand("The node's part of SGX attestation: it turns Reports into Quotes")
{
    QuoteHelperCommand.Create(),
    DevicePluginCommand.Create(),
};
var command = root.Parse(args);

// SIGTERM and SIGINT cancel the command, which drains within a bound of its own; nothing cuts it short from outside.
// Complaints about the command line are gathered first: a stderr that takes nothing must not change the exit code.
using var complaints = new StringWriter();
var exitCode = await command.InvokeAsync(
    new() { ProcessTerminationTimeout = TimeSpan.FromHours(1), Error = complaints });
if (complaints.GetStringBuilder().Length > 0)
    StandardOutput.Error.Tell($"{complaints}".TrimEnd());
return command.Errors.Count == 0 ? exitCode : ExitCodes.Usage;
