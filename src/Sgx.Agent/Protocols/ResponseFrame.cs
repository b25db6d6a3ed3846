namespace Sgx.Agent.Protocols;

/// <summary>A response frame, or what is left of one: bytes, and zeros behind them that are not in memory.</summary>
/// <param name="Head">The bytes.</param>
/// <param name="Zeros">How many zeros follow them.</param>
internal readonly record struct ResponseFrame(ReadOnlyMemory<byte> Head, int Zeros = 0)
{
    /// <summary>Bytes on the wire, the zeros among them.</summary>
    public int Length => Head.Length + Zeros;

    public bool IsEmpty => Length == 0;

    /// <summary>What is left when so many bytes have been sent.</summary>
    public ResponseFrame After(int sent) => sent < Head.Length
        ? this with { Head = Head[sent..] }
        : new(default, Zeros - (sent - Head.Length));
}
