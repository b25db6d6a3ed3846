using System.CommandLine;
using System.Net;
using Sgx.Soak.Abuse;
using Sgx.Soak.Clients;
using Sgx.Soak.Linux;

namespace Sgx.Soak;

/// <summary><c>sgx-soak commit</c>: one kind of abuse, until standard input ends. For <see cref="Abuser"/>.</summary>
/// <remarks>Each line that it prints is how many connections it has made: 0 when it begins, all of them last.</remarks>
internal static class CommitCommand
{
    public const string Name = "commit";

    // Another tenant's.
    private const uint UserId = 20_001;

    private static readonly TimeSpan Telling = TimeSpan.FromMilliseconds(100);

    private static readonly Option<string> Kind = new("--kind")
    {
        Description = "the abuse, as the report calls it", Required = true,
    };

    private static readonly Option<string> Socket = new("--socket")
    {
        Description = "where the agent serves", Required = true,
    };

    private static readonly Option<string?> Http = new("--http") { Description = "where it answers HTTP" };

    public static Command Create()
    {
        var command = new Command(Name, "Commit one abuse until standard input ends") { Kind, Socket, Http };
        command.Hidden = true;
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        // Threads that this one starts are the same user.
        if (ThreadUser.CanChange)
            ThreadUser.Become(UserId);
        try
        {
            var socketPath = arguments.GetRequiredValue(Socket);
            var target = new PlainClient(socketPath).QuotingEnclave();
            var http = arguments.GetValue(Http) is { } address ? IPEndPoint.Parse(address) : null;
            Commit(
                AbuseKind.Find(arguments.GetRequiredValue(Kind)), new(socketPath, Application.Report(target), http));
            return 0;
        }
        catch (Exception e) when (Crowd.IsFailure(e))
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static void Commit(AbuseKind kind, Victim victim)
    {
        using var end = new CancellationTokenSource();
        var ending = new Thread(() => EndWithInput(end));
        ending.Start();
        Console.WriteLine(0);
        using (new Timer(_ => Console.WriteLine(victim.Connections), null, Telling, Telling))
            kind.Commit(victim, end.Token);
        ending.Join();
        Console.WriteLine(victim.Connections);
    }

    private static void EndWithInput(CancellationTokenSource end)
    {
        _ = Console.In.ReadToEnd();
        end.Cancel();
    }
}
