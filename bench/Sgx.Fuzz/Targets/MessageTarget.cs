using System.Buffers.Binary;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Protocols;
using Sgx.Agent.Protocols.Aesm;

namespace Sgx.Fuzz.Targets;

/// <summary>The body of a request, understood and answered.</summary>
internal sealed class MessageTarget(AesmProtocol service) : IFuzzTarget
{
    /// <summary>The service as it stands in front of a platform.</summary>
    public static MessageTarget InFrontOf(IQuotingPlatform platform) => new(ReadyService.Create(platform));

    public IProtocol Protocol => service;

    public string Name => "message";

    public IEnumerable<Seed> Seeds => RequestSeeds.All;

    public Outcome Take(ReadOnlyMemory<byte> input)
    {
        if (service.Understand(input.Span) is not { } call)
            return Outcome.Refused;

        // As the front asks them, before it answers.
        _ = (call.Subject, call.ReplyBytes);
        var reply = call.AnswerNow() ?? call.Answer(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        RequireResponse(reply.Frame);
        foreach (var refusal in Enum.GetValues<Refusal>())
            RequireResponse(call.Refuse(refusal).Frame);
        return reply.Status.IsSuccess ? Outcome.Taken : Outcome.Refused;
    }

    private static void RequireResponse(ResponseFrame response)
    {
        byte[] frame = [.. response.Head.Span, .. new byte[response.Zeros]];
        var body = frame.AsSpan(AesmFrame.PrefixSize);
        FindingException.Unless(
            BinaryPrimitives.ReadInt32LittleEndian(frame) == body.Length && body.Length is > 0 and <= AesmFrame.MaxBody,
            $"a response frame of {frame.Length} bytes has another length in front");
        var message = Response.Parser.ParseFrom(body);
        var members = Response.Descriptor.Fields.InDeclarationOrder().Count(field => field.Accessor.HasValue(message));
        FindingException.Unless(members == 1, $"a response has {members} members");
    }
}
