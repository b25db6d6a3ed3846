using System.CommandLine;
using Sgx.Agent;
using Sgx.Agent.DevicePlugin;
using Sgx.Agent.QuoteHelper;

var root = new RootCommand("The node's part of SGX attestation: it turns Reports into Quotes")
{
    QuoteHelperCommand.Create(),
    DevicePluginCommand.Create(),
};
var command = root.Parse(args);

// SIGTERM and SIGINT cancel the command, which drains within a bound of its own; nothing cuts it short from outside.
var exitCode = await command.InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromHours(1) });
return command.Errors.Count == 0 ? exitCode : ExitCodes.Usage;
