using System.Diagnostics;
using Sgx.Soak.Clients;
using Sgx.Soak.Figures;

namespace Sgx.Soak.Fairness;

/// <summary>A client that asks for what takes no quoting enclave, now and then.</summary>
internal sealed class CheapCalls(string socketPath)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly PlainClient _client = new(socketPath);

    /// <summary>What half of the calls take at most, in milliseconds.</summary>
    public double Median(TimeSpan time)
    {
        var milliseconds = new List<double>();
        for (var all = Stopwatch.StartNew(); all.Elapsed < time; Thread.Sleep(Pause))
        {
            var before = Stopwatch.GetTimestamp();
            _client.KeyCount();
            milliseconds.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }

        return Quantile.Median(milliseconds);
    }
}
