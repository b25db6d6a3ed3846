using System.CommandLine;
using Sgx.Soak.Abuse;

namespace Sgx.Soak;

/// <summary><c>sgx-soak abuse</c>.</summary>
internal static class AbuseCommand
{
    private static readonly Option<string?> Only = new("--only")
    {
        Description = "part of the names of those to commit, without exhaustion and fairness", HelpName = "name",
    };

    public static Command Create()
    {
        var command = new Command("abuse", "One abuse after the other beside other clients, and fairness among callers")
        {
            CommonOptions.Agent, Only, CommonOptions.Short, CommonOptions.Commit,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        var agent = arguments.GetRequiredValue(CommonOptions.Agent);
        var plan = arguments.GetValue(CommonOptions.Short) ? AbusePlan.Short : AbusePlan.Full;
        plan = plan with { Only = arguments.GetValue(Only) };
        return RunReport.Write(arguments, sheet => AbuseRun.Run(new(agent, agent), plan, sheet, cancellation));
    }
}
