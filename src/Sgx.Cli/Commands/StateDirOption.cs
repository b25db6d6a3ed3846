using System.CommandLine;
using Sgx.Cli.Input;

namespace Sgx.Cli.Commands;

/// <summary><c>--state-dir</c> of the commands that are about one simulated platform.</summary>
internal static class StateDirOption
{
    public static Option<string?> Create() =>
        TextOption.Path("--state-dir", "DIR", "where the simulated platform keeps its seed").Needed();
}
