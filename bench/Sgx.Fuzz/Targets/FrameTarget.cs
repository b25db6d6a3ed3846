using Sgx.Agent.Front;
using Sgx.Agent.Protocols;

namespace Sgx.Fuzz.Targets;

/// <summary>All that a client sends, in pieces of as many bytes as the first byte says; 0: in one piece.</summary>
internal sealed class FrameTarget(MessageTarget messages) : IFuzzTarget
{
    private static readonly byte[] PieceSizes = [0, 1, 3, 250];

    public string Name => "frame";

    public IEnumerable<Seed> Seeds => RequestSeeds.All.Select((request, i) =>
        new Seed(request.Name, [PieceSizes[i % PieceSizes.Length], .. RequestSeeds.Frame(request.Input)]));

    public Outcome Take(ReadOnlyMemory<byte> input)
    {
        if (input.IsEmpty)
            return Outcome.Refused;
        var (protocol, sent) = (messages.Protocol, input[1..]);
        var partial = Receive(messages.Protocol, sent.Span, input.Span[0]);
        var state = PartialFrame.Look(protocol, partial.Bytes, out var body);
        var isSame = state == PartialFrame.Look(protocol, sent.Span, out var whole) && body.SequenceEqual(whole);
        FindingException.Unless(isSame, "pieces make another frame");
        return state is FrameState.Whole ? messages.Take(body.ToArray()) : Outcome.Refused;
    }

    private static PartialFrame Receive(IProtocol protocol, ReadOnlySpan<byte> sent, int pieceSize)
    {
        var partial = new PartialFrame();
        while (!sent.IsEmpty && PartialFrame.Look(protocol, partial.Bytes, out _) is FrameState.Incomplete)
        {
            var piece = sent[..(pieceSize == 0 ? sent.Length : Math.Min(pieceSize, sent.Length))];
            partial.Append(piece, protocol.MaxRequest);
            sent = sent[piece.Length..];
            FindingException.Unless(
                partial.Capacity <= 2 * partial.Length, $"{partial.Capacity} bytes hold {partial.Length}");
        }

        return partial;
    }
}
