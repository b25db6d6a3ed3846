using Sgx.Aesm;

namespace Sgx.Agent.Front;

/// <summary>
/// A frame that arrives in pieces. Memory grows with what has arrived, never with what was announced.
/// </summary>
internal sealed class PartialFrame
{
    private byte[] _bytes = [];

    /// <summary>Bytes that have arrived.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes of memory taken.</summary>
    public int Capacity => _bytes.Length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> piece)
    {
        if (Length + piece.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(Length + piece.Length, Math.Min(2 * _bytes.Length, MaxFrame)));
        piece.CopyTo(_bytes.AsSpan(Length));
        Length += piece.Length;
    }

    /// <summary>What the bytes at the front of a connection are.</summary>
    /// <param name="bytes">All that has arrived.</param>
    /// <param name="body">The request's body, when it is whole; what follows it is never looked at.</param>
    public static FrameState Look(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (bytes.Length < AesmFrame.PrefixSize)
            return FrameState.Incomplete;
        if (AesmFrame.BodyLength(bytes) is not { } length)
            return FrameState.Impossible;
        if (bytes.Length < AesmFrame.PrefixSize + length)
            return FrameState.Incomplete;
        body = bytes.Slice(AesmFrame.PrefixSize, length);
        return FrameState.Whole;
    }

    private const int MaxFrame = AesmFrame.PrefixSize + AesmFrame.MaxBody;
}

/// <summary>How far a frame has come.</summary>
internal enum FrameState
{
    Incomplete,
    Whole,

    /// <summary>It announces a length that no request has.</summary>
    Impossible,
}
