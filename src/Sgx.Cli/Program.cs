using Sgx.Cli;
using Sgx.Cli.Commands;

return await SgxCommand.Run(args, CliHost.Console);
