using System.Text;

namespace RemoteAttestation.Wire;

/// <summary>The relying party's last word: a byte that says which, then the secret or the reason.</summary>
internal abstract record Answer
{
    private const int MaxSize = 1024;

    private Answer()
    {
    }

    /// <summary>The secret, encrypted so that only the enclave can read it.</summary>
    public sealed record Granted(byte[] EncryptedSecret) : Answer;

    public sealed record Refused(string Reason) : Answer;

    public Task Send(Channel channel, CancellationToken cancellation) => channel.Send(Encode(), cancellation);

    public static async Task<Answer> Receive(Channel channel, CancellationToken cancellation) =>
        await channel.Receive(MaxSize, cancellation) switch
        {
            [(byte)Kind.Granted, .. var secret] => new Granted(secret),
            [(byte)Kind.Refused, .. var reason] => new Refused(Encoding.UTF8.GetString(reason)),
            _ => throw new WireException("the relying party neither granted nor refused"),
        };

    private byte[] Encode() => this switch
    {
        Granted granted => [(byte)Kind.Granted, .. granted.EncryptedSecret],
        Refused refused => [(byte)Kind.Refused, .. Encoding.UTF8.GetBytes(refused.Reason).Take(MaxSize - 1)],
        _ => throw new InvalidOperationException("there is no third answer"),
    };

    private enum Kind : byte
    {
        Granted,
        Refused,
    }
}
