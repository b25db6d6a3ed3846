using System.Security.Cryptography;

namespace Sgx.Dcap.Certificates;

/// <summary>
/// Loaded copies of one public key. Loading costs about twice as much as a verification, and a loaded key is not
/// promised to serve two threads at once, so each use takes one and puts it back.
/// </summary>
/// <remarks>As many lie here as there are processors, at most; what finds no place is disposed of.</remarks>
internal sealed class LoadedKeys
{
    private const int MaxIdle = 16;

    private static readonly int Places = Math.Min(Environment.ProcessorCount, MaxIdle);

    private readonly ECDsa?[] _idle = new ECDsa?[Places];

    /// <summary>One that lies here, or null.</summary>
    public ECDsa? TakeOrNull()
    {
        var first = FirstPlace;
        for (var i = 0; i < Places; i++)
        {
            ref var place = ref _idle[(first + i) % Places];
            if (place is not null && Interlocked.Exchange(ref place, null) is { } key)
                return key;
        }

        return null;
    }

    /// <summary>For the next use.</summary>
    public void PutBack(ECDsa key)
    {
        var first = FirstPlace;
        for (var i = 0; i < Places; i++)
        {
            ref var place = ref _idle[(first + i) % Places];
            if (place is null && Interlocked.CompareExchange(ref place, key, null) is null)
                return;
        }

        key.Dispose();
    }

    /// <summary>Disposes of what lies here, rather than leave that to the garbage collector.</summary>
    public void Clear()
    {
        foreach (ref var place in _idle.AsSpan())
            Interlocked.Exchange(ref place, null)?.Dispose();
    }

    // Threads on different processors begin at different places, so that they seldom meet.
    private static int FirstPlace => Thread.GetCurrentProcessorId() % Places;
}
