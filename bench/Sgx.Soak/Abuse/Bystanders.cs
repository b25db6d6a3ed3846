using System.Diagnostics;
using Sgx.Soak.Clients;

namespace Sgx.Soak.Abuse;

/// <summary>Well-behaved clients that ask for a key count and for a quote, wait a moment, and ask again.</summary>
internal sealed class Bystanders
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private const int QuoteSize = 8192;

    private readonly PlainClient[] _clients;
    private readonly Report _report;

    public Bystanders(string socketPath, int count)
    {
        _clients = [.. Enumerable.Range(0, count).Select(_ => new PlainClient(socketPath))];
        _report = Application.Report(_clients[0].QuotingEnclave());
    }

    /// <summary>Lets all of them ask for that long.</summary>
    public Latencies Ask(TimeSpan time)
    {
        var each = _clients.Select(_ => new Latencies()).ToArray();
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var threads = _clients.Select((client, i) => new Thread(() => AskUntil(end, client, each[i]))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        var all = new Latencies();
        Array.ForEach(each, all.Add);
        return all;
    }

    private void AskUntil(long end, PlainClient client, Latencies latencies)
    {
        do
        {
            Ask(client, latencies);
            Thread.Sleep(Pause);
        }
        while (Stopwatch.GetTimestamp() < end);
    }

    private void Ask(PlainClient client, Latencies latencies)
    {
        try
        {
            latencies.AddKeyCount(Time(client.KeyCount));
            latencies.AddQuote(Time(() => client.Quote(_report, QuoteSize)));
        }
        catch (Exception e) when (Crowd.IsFailure(e))
        {
            latencies.AddFailure(e.Message);
        }
    }

    private static TimeSpan Time(Action call)
    {
        var before = Stopwatch.GetTimestamp();
        call();
        return Stopwatch.GetElapsedTime(before);
    }
}
