using Sgx.NodeStatus;

var command = NodeStatusCommand.Create().Parse(args);
var exitCode = await command.InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
return command.Errors.Count == 0 ? exitCode : ExitCodes.Usage;
