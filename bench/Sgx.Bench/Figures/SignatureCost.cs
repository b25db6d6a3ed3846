using System.Diagnostics;
using System.Security.Cryptography;
using Sgx.Bench.Servers;

namespace Sgx.Bench.Figures;

/// <summary>What a bare P-256 signature costs in a .NET process: less no quote can cost.</summary>
internal static class SignatureCost
{
    /// <summary>Processor time of one signature, in microseconds, by a key that is kept.</summary>
    /// <remarks>All processors sign at once, since they are all busy when the agent does.</remarks>
    public static double Measure(TimeSpan time)
    {
        var before = ProcessorClock.Own.Now;
        var signatures = 0;
        var signers = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => new Thread(() => Interlocked.Add(ref signatures, SignFor(time)))).ToArray();
        Array.ForEach(signers, signer => signer.Start());
        Array.ForEach(signers, signer => signer.Join());
        return (ProcessorClock.Own.Now - before).TotalMicroseconds / signatures;
    }

    /// <summary>Microseconds of a signature right after its thread has slept, the median of some hundreds.</summary>
    /// <remarks>
    /// Others have had the processor's caches meanwhile, as they have between two quotes for a client that is alone.
    /// </remarks>
    public static double MeasureAfterSleep(int signatures)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var hash = new byte[SHA256.HashSizeInBytes];
        return Enumerable.Range(0, signatures).Select(_ => SignAfterSleep(key, hash)).Order().ElementAt(signatures / 2);
    }

    private static double SignAfterSleep(ECDsa key, byte[] hash)
    {
        Thread.Sleep(1);
        var start = Stopwatch.GetTimestamp();
        _ = key.SignHash(hash);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static int SignFor(TimeSpan time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> signature = stackalloc byte[2 * SHA256.HashSizeInBytes];
        hash.Clear();
        var end = Environment.TickCount64 + (long)time.TotalMilliseconds;
        var signatures = 0;
        for (; Environment.TickCount64 < end; signatures++)
            _ = key.SignHash(hash, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return signatures;
    }
}
