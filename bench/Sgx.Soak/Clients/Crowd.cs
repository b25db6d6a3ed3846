using System.Net.Sockets;
using Google.Protobuf;
using Sgx.Soak.Linux;

namespace Sgx.Soak.Clients;

/// <summary>Clients on threads of their own that ask for quotes, each again as soon as it has one.</summary>
internal sealed class Crowd : IDisposable
{
    private const int StackSize = 256 * 1024;
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(60);

    private readonly long[] _quotes;
    private readonly Thread[] _threads;
    private long _failures;
    private string? _firstFailure;
    private volatile bool _isOver;

    /// <param name="clients">How many.</param>
    /// <param name="make">Makes the client of that number.</param>
    /// <param name="userOf">The user that the client of that number is; null leaves all as they are.</param>
    public Crowd(int clients, Func<IQuoteClient> make, Func<int, uint>? userOf = null)
    {
        _quotes = new long[clients];
        _threads = [.. Enumerable.Range(0, clients).Select(Thread)];
        Array.ForEach(_threads, thread => thread.Start());

        Thread Thread(int number) =>
            new(() => Ask(number, make(), userOf?.Invoke(number)), StackSize) { IsBackground = true };
    }

    /// <summary>How many there are.</summary>
    public int Clients => _threads.Length;

    /// <summary>Quotes that came and were right.</summary>
    public long Quotes => QuotesByClient.Sum();

    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>What went wrong first; "none" while nothing has.</summary>
    public string FirstFailure => _firstFailure ?? "none";

    /// <summary>Right quotes of each client.</summary>
    public IReadOnlyList<long> QuotesByClient =>
        [.. Enumerable.Range(0, _quotes.Length).Select(i => Interlocked.Read(ref _quotes[i]))];

    /// <summary>How many clients have had a quote.</summary>
    public int Served => QuotesByClient.Count(quotes => quotes > 0);

    /// <summary>Lets each bring its last quote home.</summary>
    /// <exception cref="SoakException">A client hangs.</exception>
    public void Stop()
    {
        _isOver = true;
        if (!Array.TrueForAll(_threads, thread => thread.Join(EndDeadline)))
            throw new SoakException("a client waits for its answer far longer than any deadline");
    }

    public void Dispose() => _isOver = true;

    private void Ask(int number, IQuoteClient client, uint? user)
    {
        if (user is { } id)
            ThreadUser.Become(id);
        while (!_isOver)
        {
            if (Succeeds(client))
                _ = Interlocked.Increment(ref _quotes[number]);
        }
    }

    private bool Succeeds(IQuoteClient client)
    {
        try
        {
            client.Quote();
            return true;
        }
        catch (Exception e) when (IsFailure(e))
        {
            _ = Interlocked.Increment(ref _failures);
            _ = Interlocked.CompareExchange(ref _firstFailure, e.Message, null);
            return false;
        }
    }

    /// <summary>Whether an exception says that a service let a client down.</summary>
    public static bool IsFailure(Exception e) => e
        is SocketException or QuotingException or SoakException or SgxFormatException or InvalidProtocolBufferException;
}
