using System.Diagnostics;
using System.Net.Sockets;
using Sgx.Bench.Servers;

namespace Sgx.Bench.Load;

/// <summary>Clients that all ask one server for the same, each again as soon as it has its reply.</summary>
internal sealed class Crowd(ServerProcess server, Operation operation, int clients)
{
    private const int StackSize = 256 * 1024;

    private readonly TaskCompletionSource _begin = new();
    private readonly long[][] _latencies = new long[clients][];
    private long _end;
    private int _errors;

    /// <summary>Lets them ask for about that long; each brings its last exchange to an end.</summary>
    public LoadFigures Ask(TimeSpan time)
    {
        var threads = Enumerable.Range(0, clients).Select(StartClient).ToArray();
        var processorTime = server.ProcessorTime;
        var start = Stopwatch.GetTimestamp();
        _end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        _begin.SetResult();
        foreach (var thread in threads)
            thread.Join();

        return new()
        {
            Errors = _errors,
            Elapsed = Stopwatch.GetElapsedTime(start),
            ProcessorTime = server.ProcessorTime - processorTime,
            Latency = Latency.Of([.. _latencies.SelectMany(client => client)]),
        };
    }

    private Thread StartClient(int number)
    {
        var thread = new Thread(() => _latencies[number] = AskUntilEnd(), StackSize) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private long[] AskUntilEnd()
    {
        var exchange = new Exchange(server.EndPoint);
        List<long> latencies = [];
        _begin.Task.Wait();
        for (var before = Stopwatch.GetTimestamp(); before < _end;)
        {
            if (!IsAnswered(exchange))
                _ = Interlocked.Increment(ref _errors);
            var after = Stopwatch.GetTimestamp();
            latencies.Add(after - before);
            before = after;
        }

        return [.. latencies];
    }

    private bool IsAnswered(Exchange exchange)
    {
        try
        {
            return exchange.Reply(operation.Frame).Length == operation.ReplySize;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
