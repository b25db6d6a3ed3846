using System.CommandLine;
using Sgx.Cli.Commands;
using Sgx.Cli.Tests.Support;
using Sgx.Testing;

namespace Sgx.Cli.Tests.Commands;

public sealed class SgxCommandTests
{
    [Fact]
    public void Every_command_and_option_is_documented()
    {
        var documentation = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "cli.md"));
        var commands = Below(new SgxCommand(CliHost.Console)).ToList();

        Assert.Equal(15, commands.Count);
        Assert.All(commands, command => Assert.Contains(command.Name, documentation, StringComparison.Ordinal));
        Assert.All(
            commands.SelectMany(command => command.Options),
            option => Assert.Matches($@"(`|\s|\[){option.Name}\b", documentation));
    }

    [Fact]
    public async Task A_name_that_is_empty_is_no_name()
    {
        var run = await SgxRun.Of("simulate", "info", "--state-dir", "");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--state-dir: expected a name, found none", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_whose_name_begins_with_an_at_sign_is_a_file()
    {
        var run = await SgxRun.Of("inspect", "@quote.bin");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("cannot read '@quote.bin'", run.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.SelectMany(sub => Below(sub).Prepend(sub));
}
