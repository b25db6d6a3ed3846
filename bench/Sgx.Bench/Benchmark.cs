using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sgx.Bench.Figures;
using Sgx.Bench.Load;
using Sgx.Bench.Servers;
using Sgx.Simulation;

namespace Sgx.Bench;

/// <summary>Measures the agent and a server in C that does nothing, in turn: both meet the same noise.</summary>
internal sealed class Benchmark(BenchOptions options, Action<string> progress) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sgx").FullName;
    private readonly List<Comparison> _comparisons = [];

    private string State => Path.Combine(_folder, "state");

    /// <exception cref="BenchException">A server does not serve as it should.</exception>
    public async Task<BenchFigures> Run()
    {
        var platform = SimulatedState.OpenOrInit(State);
        using var agent = StartAgent("agent").WaitUntilServing();
        await Task.Delay(options.Plan.SettlingTime);
        var idleMemory = agent.Memory;

        var operations = await new Operations(agent, platform).Try();
        var noise = new ForeignLoad();
        Compare(agent, [.. operations.Where(operation => options.Plan.Only is not { } only || operation.Name == only)]);
        return new()
        {
            Commit = options.Commit,
            Comparisons = _comparisons,
            IdleMemory = idleMemory,
            IdleMemoryAllOn = await IdleMemoryAllOn(),
            MemoryAfterLoad = agent.Memory,
            ForeignLoad = noise.Since(_comparisons.Aggregate(TimeSpan.Zero, (sum, c) => sum + c.ProcessorTime)),
            SignatureAfterSleep = SignatureCost.MeasureAfterSleep(options.Plan.SignaturesAfterSleep),
            StartMilliseconds = [.. Enumerable.Range(0, options.Plan.Starts).Select(_ => TimeToFirstQuote(operations))],
        };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Compare(ServerProcess agent, IReadOnlyList<Operation> operations)
    {
        var baselines = operations.ToDictionary(operation => operation, StartBaseline);
        try
        {
            for (var round = 1; round <= options.Plan.Rounds; round++)
            {
                progress($"round {round} of {options.Plan.Rounds}");
                foreach (var (operation, baseline) in baselines)
                    Compare(agent, baseline, operation);
            }
        }
        finally
        {
            foreach (var baseline in baselines.Values)
                baseline.Dispose();
        }
    }

    private void Compare(ServerProcess agent, ServerProcess baseline, Operation operation) =>
        _comparisons.AddRange(options.Plan.Crowds.Select(clients => new Comparison(
            operation, clients,
            new Crowd(agent, operation, clients).Ask(options.Plan.LoadTime),
            new Crowd(baseline, operation, clients).Ask(options.Plan.LoadTime),
            operation.Signs ? SignatureCost.Measure(options.Plan.SigningTime) : 0)));

    private ServerProcess StartBaseline(Operation operation)
    {
        var socketPath = Path.Combine(_folder, operation.Name);
        return ServerProcess.StartBaseline(options.Baseline, socketPath, operation.ReplySize).WaitUntilServing();
    }

    private async Task<ResidentMemory> IdleMemoryAllOn()
    {
        using var agent = StartAgent(
            "all-on",
            "--http", $"127.0.0.1:{FreePort()}",
            "--allocations", Path.Combine(_folder, "allocations"), "--journal", Path.Combine(_folder, "journal"),
            "--pod-resources", Path.Combine(_folder, "kubelet.sock")).WaitUntilServing();
        await Task.Delay(options.Plan.SettlingTime);
        return agent.Memory;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private ServerProcess StartAgent(string socket, params string[] settings) =>
        ServerProcess.StartAgent(options.Agent, State, Path.Combine(_folder, socket), settings);

    // The quote asked for is addressed to an enclave that every agent on the same state has.
    private double TimeToFirstQuote(IReadOnlyList<Operation> operations)
    {
        var quote = operations.Single(operation => operation.Signs);
        var start = Stopwatch.GetTimestamp();
        using var agent = StartAgent("start");
        var exchange = new Exchange(agent.EndPoint);
        agent.WaitUntil(() => Require(exchange.Reply(quote.Frame).Length == quote.ReplySize));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Require(bool isAnswered)
    {
        if (!isAnswered)
            throw new BenchException("a started agent does not answer with the quote that was expected");
    }
}
