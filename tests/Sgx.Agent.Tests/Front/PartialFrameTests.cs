using System.Security.Cryptography;
using Sgx.Aesm;
using Sgx.Agent.Front;

namespace Sgx.Agent.Tests.Front;

public sealed class PartialFrameTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(64 * 1024)]
    [InlineData(AesmFrame.MaxBody)]
    public void What_arrives_in_pieces_is_kept_in_order(int pieceLength)
    {
        var bytes = RandomNumberGenerator.GetBytes(pieceLength == 1 ? 5_000 : AesmFrame.PrefixSize + AesmFrame.MaxBody);
        using var frame = new PartialFrame();

        foreach (var piece in bytes.Chunk(pieceLength))
        {
            frame.Append(piece);
            Assert.InRange(frame.Capacity, frame.Length, Math.Max(2 * frame.Length, pieceLength));
        }

        Assert.Equal(bytes, frame.Bytes);
    }

    [Fact]
    public void It_takes_as_much_memory_as_has_arrived_whatever_is_announced()
    {
        using var frame = new PartialFrame();

        frame.Append([0, 0, 0x10, 0]);

        Assert.Equal(4, frame.Capacity);
        Assert.Equal(FrameState.Incomplete, PartialFrame.Look(frame.Bytes, out _));
    }

    [Fact]
    public void Nothing_is_left_when_its_memory_is_given_back()
    {
        var frame = new PartialFrame();
        frame.Append(new byte[100_000]);

        frame.Dispose();
        frame.Dispose();

        Assert.Equal((0, 0), (frame.Length, frame.Capacity));
        Assert.True(frame.Bytes.IsEmpty);
    }
}
