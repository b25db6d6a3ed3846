using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sgx.Quotes;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Dcap.Verification;

/// <summary>
/// The platforms proven lately, by SHA-256 over the exact bytes that proved them. Their quotes cost one signature.
/// </summary>
/// <remarks>
/// Two generations of bounded size: what is asked for lives on, what nobody asks for falls away with the older one.
/// Only what was proven is kept; whoever owns a genuine platform may write its chain in many ways and have each kept,
/// which is why the number is bounded and use decides who stays.
/// </remarks>
internal sealed class ProvenPlatforms
{
    /// <summary>Platforms of a generation at most, each about 2 KiB and up to 16 loaded keys.</summary>
    public const int GenerationSize = 512;

    private Generations _generations = new([], []);

    public ProvenPlatform? Find(in Fingerprint fingerprint)
    {
        var (young, old) = Volatile.Read(ref _generations);
        if (young.TryGetValue(fingerprint, out var platform))
            return platform;
        if (!old.TryGetValue(fingerprint, out platform))
            return null;
        Add(fingerprint, platform);
        return platform;
    }

    public void Add(in Fingerprint fingerprint, ProvenPlatform platform)
    {
        var generations = Volatile.Read(ref _generations);
        generations.Young[fingerprint] = platform;
        if (generations.Young.Count >= GenerationSize)
            _ = Interlocked.CompareExchange(ref _generations, new([], generations.Young), generations);
    }

    /// <summary>Gives up their loaded keys.</summary>
    public void Unload()
    {
        var (young, old) = Volatile.Read(ref _generations);
        foreach (var (_, platform) in young.Concat(old))
            platform.AttestationKey.Unload();
    }

    private sealed record Generations(
        ConcurrentDictionary<Fingerprint, ProvenPlatform> Young, ConcurrentDictionary<Fingerprint, ProvenPlatform> Old);

    /// <summary>What vouches for an attestation key, by its digest; the version says how the bytes are read.</summary>
    public readonly record struct Fingerprint(ushort Version, UInt128 First, UInt128 Second)
    {
        public static Fingerprint Of(Quote quote)
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            _ = SHA256.HashData(quote.Signature.Vouching.Span, digest);
            return new(quote.Version, ReadUInt128BigEndian(digest), ReadUInt128BigEndian(digest[16..]));
        }
    }
}
