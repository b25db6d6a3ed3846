using System.CommandLine;
using Sgx.Soak.Endurance;

namespace Sgx.Soak;

/// <summary><c>sgx-soak soak</c>.</summary>
internal static class SoakCommand
{
    private static readonly Option<string?> NextAgent = new("--next-agent")
    {
        Description = "the program of the next version, to hand over to and back from; without it the same program",
    };

    private static readonly Option<long?> Quotes = new("--quotes") { Description = "quotes of the long run" };

    private static readonly Option<string?> Record = new("--record")
    {
        Description = "folder for the long run as CSV and SVG",
    };

    public static Command Create()
    {
        var command = new Command("soak", "Hand-overs, kills, broken newcomers, and a million quotes")
        {
            CommonOptions.Agent, NextAgent, Quotes, Record, CommonOptions.Short, CommonOptions.Commit,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        var agent = arguments.GetRequiredValue(CommonOptions.Agent);
        var programs = new Programs(agent, arguments.GetValue(NextAgent) ?? agent);
        var plan = arguments.GetValue(CommonOptions.Short) ? SoakPlan.Short : SoakPlan.Full;
        plan = plan with { Quotes = arguments.GetValue(Quotes) ?? plan.Quotes };
        return RunReport.Write(arguments, async sheet =>
        {
            var samples = await SoakRun.Run(programs, plan, sheet, cancellation);
            if (arguments.GetValue(Record) is { } folder)
                Recording.Write(folder, samples);
        });
    }
}
