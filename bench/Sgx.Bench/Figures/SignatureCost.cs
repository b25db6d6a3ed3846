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
        var signers = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => Task.Factory.StartNew(() => SignFor(time), TaskCreationOptions.LongRunning)).ToArray();
        var signatures = Task.WhenAll(signers).GetAwaiter().GetResult().Sum();
        return (ProcessorClock.Own.Now - before).TotalMicroseconds / signatures;
    }

    private static int SignFor(TimeSpan time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Span<byte> signature = stackalloc byte[64];
        var signatures = 0;
        for (var end = Environment.TickCount64 + (long)time.TotalMilliseconds; Environment.TickCount64 < end; signatures++)
            _ = key.SignHash(new byte[SHA256.HashSizeInBytes], signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return signatures;
    }
}
