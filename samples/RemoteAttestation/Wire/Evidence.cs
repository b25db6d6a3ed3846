namespace RemoteAttestation.Wire;

/// <summary>The enclave's answer: a key that it made, as SubjectPublicKeyInfo, and a quote that speaks of it.</summary>
internal sealed record Evidence(byte[] PublicKey, byte[] Quote)
{
    private const int MaxPublicKey = 1024;
    private const int MaxQuote = 64 * 1024;

    public async Task Send(Channel channel, CancellationToken cancellation)
    {
        await channel.Send(PublicKey, cancellation);
        await channel.Send(Quote, cancellation);
    }

    public static async Task<Evidence> Receive(Channel channel, CancellationToken cancellation) =>
        new(await channel.Receive(MaxPublicKey, cancellation), await channel.Receive(MaxQuote, cancellation));
}
