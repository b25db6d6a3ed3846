using System.Runtime.InteropServices;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Front;

/// <summary>
/// A frame that arrives in pieces. Memory grows with what has arrived, never with what was announced.
/// </summary>
/// <remarks>
/// The memory is the C library's: the collector would copy it, or sweep all of the heap for it, while everybody waits;
/// and the system has it back as soon as the connection is closed.
/// </remarks>
internal sealed unsafe class PartialFrame : IDisposable
{
    private byte* _bytes;

    /// <summary>Bytes that have arrived.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes of memory taken.</summary>
    public int Capacity { get; private set; }

    /// <summary>What has arrived; not to be looked at any more once the frame grows or is disposed of.</summary>
    public ReadOnlySpan<byte> Bytes => new(_bytes, Length);

    /// <summary>Adds a piece.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="largest">Bytes of the largest frame: no more memory is taken than for it and one piece.</param>
    public void Append(ReadOnlySpan<byte> piece, int largest)
    {
        if (Length + piece.Length > Capacity)
            Grow(Math.Max(Length + piece.Length, Math.Min(2 * Capacity, largest)));
        piece.CopyTo(new(_bytes + Length, Capacity - Length));
        Length += piece.Length;
    }

    /// <summary>Gives the memory back; nothing has arrived then.</summary>
    public void Dispose()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
        Length = Capacity = 0;
    }

    /// <summary>What the bytes at the front of a connection are.</summary>
    /// <param name="protocol">What is spoken there.</param>
    /// <param name="bytes">All that has arrived.</param>
    /// <param name="body">The request's body, when it is whole; what follows it is never looked at.</param>
    public static FrameState Look(IProtocol protocol, ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (bytes.Length < protocol.PrefixSize)
            return FrameState.Incomplete;
        if (protocol.BodyLength(bytes[..protocol.PrefixSize]) is not { } length)
            return FrameState.Impossible;
        if (bytes.Length < protocol.PrefixSize + length)
            return FrameState.Incomplete;
        body = bytes.Slice(protocol.PrefixSize, length);
        return FrameState.Whole;
    }

    private void Grow(int capacity)
    {
        _bytes = (byte*)NativeMemory.Realloc(_bytes, (nuint)capacity);
        Capacity = capacity;
    }
}

/// <summary>How far a frame has come.</summary>
internal enum FrameState
{
    Incomplete,
    Whole,

    /// <summary>It announces a length that no request has.</summary>
    Impossible,
}
