using System.CommandLine;
using RaTls;

var root = new RootCommand("TLS between parties of which at least one is an enclave: its certificate carries its quote")
{
    new ServerCommand(),
    new ClientCommand(),
};

var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCode.BadInput : exitCode;
