using Sgx.Cli;
using Sgx.Cli.Commands;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

return await SgxCommand.Run(args, CliHost.Console);
