using System.Security.Cryptography;
using Sgx.Aesm;
using Sgx.Agent.Front;
using Sgx.Agent.Protocols;

namespace Sgx.Agent.Tests.Front;

public sealed class PartialFrameTests
{
    private const int Largest = AesmFrame.PrefixSize + AesmFrame.MaxRequestBody;

    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(AesmFrame.MaxRequestBody)]
    public void What_arrives_in_pieces_is_kept_in_order(int pieceLength)
    {
        var bytes = RandomNumberGenerator.GetBytes(pieceLength == 1 ? 5_000 : Largest);
        using var frame = new PartialFrame();

        foreach (var piece in bytes.Chunk(pieceLength))
        {
            frame.Append(piece, Largest);
            Assert.InRange(frame.Capacity, frame.Length, Math.Max(2 * frame.Length, pieceLength));
        }

        Assert.Equal(bytes, frame.Bytes);
    }

    [Fact]
    public void It_takes_as_much_memory_as_has_arrived_whatever_is_announced()
    {
        using var frame = new PartialFrame();

        frame.Append([0, 0, 1, 0], Largest);

        Assert.Equal(4, frame.Capacity);
        Assert.Equal(FrameState.Incomplete, PartialFrame.Look(new Prefixed(), frame.Bytes, out _));
    }

    [Fact]
    public void Nothing_is_left_when_its_memory_is_given_back()
    {
        var frame = new PartialFrame();
        frame.Append(new byte[60_000], Largest);

        frame.Dispose();
        frame.Dispose();

        Assert.Equal((0, 0), (frame.Length, frame.Capacity));
        Assert.True(frame.Bytes.IsEmpty);
    }

    private sealed class Prefixed : IProtocol
    {
        public int PrefixSize => AesmFrame.PrefixSize;

        public int MaxRequest => Largest;

        public int? BodyLength(ReadOnlySpan<byte> prefix) => AesmFrame.BodyLength(prefix);

        public ICall? Understand(ReadOnlySpan<byte> body) => null;
    }
}
