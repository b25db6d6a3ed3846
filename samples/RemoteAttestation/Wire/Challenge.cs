using System.Security.Cryptography;
using Sgx;

namespace RemoteAttestation.Wire;

/// <summary>The relying party's question: 32 bytes never asked before, so that no old quote answers them.</summary>
internal sealed record Challenge(byte[] Nonce)
{
    private const int Size = 32;

    public static Challenge Create() => new(RandomNumberGenerator.GetBytes(Size));

    public Task Send(Channel channel, CancellationToken cancellation) => channel.Send(Nonce, cancellation);

    public static async Task<Challenge> Receive(Channel channel, CancellationToken cancellation)
    {
        var nonce = await channel.Receive(Size, cancellation);
        return nonce.Length == Size
            ? new(nonce)
            : throw new WireException($"the challenge has {nonce.Length} bytes, not {Size}");
    }

    /// <summary>What the enclave has its platform vouch for: SHA-256(public key) || nonce, 64 bytes.</summary>
    public byte[] Bind(ReadOnlySpan<byte> publicKey)
    {
        var reportData = new byte[ReportBody.ReportDataSize];
        _ = SHA256.HashData(publicKey, reportData);
        Nonce.CopyTo(reportData.AsSpan(SHA256.HashSizeInBytes));
        return reportData;
    }
}
