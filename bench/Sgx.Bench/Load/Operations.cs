using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Bench.Servers;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Simulation;

namespace Sgx.Bench.Load;

/// <summary>The four operations measured, each tried and its reply understood before it is repeated unread.</summary>
internal sealed class Operations(ServerProcess agent, SimulatedPlatformOptions platform)
{
    private static readonly AttestationKeyId Key = AttestationKeyId.EcdsaP256;
    private static readonly SimulatedEnclave Application = new(
        new() { MrEnclave = new(new byte[Measurement.Size]), MrSigner = new(new byte[Measurement.Size]) },
        new SimulatedCpu());

    private readonly Exchange _exchange = new(agent.EndPoint);

    /// <exception cref="BenchException">The agent does not answer as it should.</exception>
    public async Task<IReadOnlyList<Operation>> Try()
    {
        var client = new AesmClient(new() { SocketPath = agent.EndPoint.ToString() });
        var quotingEnclave = await client.Initialize(Key, CancellationToken.None);
        var report = Application.CreateReport(quotingEnclave.TargetInfo, "a benchmark"u8);
        var size = (uint)await client.GetQuoteSize(Key, CancellationToken.None);
        Question[] questions =
            [KeyCount(), Init((uint)quotingEnclave.PublicKeyId.Length), Size(), Quote(report, size)];
        return [.. questions.Select(Try)];
    }

    private static Question KeyCount() => new(
        Operation.KeyCount,
        new() { GetSupportedAttKeyIdNum = new() },
        reply => reply.GetSupportedAttKeyIdNum?.ErrorCode);

    private static Question Init(uint publicKeyIdSize) => new(
        Operation.Init,
        new() { InitQuoteEx = new() { AttKeyId = Wrap(Key.Bytes), BPubKeyId = true, BufSize = publicKeyIdSize } },
        reply => reply.InitQuoteEx?.ErrorCode);

    private static Question Size() => new(
        Operation.Size,
        new() { GetQuoteSizeEx = new() { AttKeyId = Wrap(Key.Bytes) } },
        reply => reply.GetQuoteSizeEx?.ErrorCode);

    private Question Quote(Report report, uint size) => new(
        Operation.Quote,
        new() { GetQuoteEx = new() { Report = Wrap(report.Bytes), AttKeyId = Wrap(Key.Bytes), BufSize = size } },
        reply => IsGenuine(reply.GetQuoteEx?.Quote) ? reply.GetQuoteEx?.ErrorCode : null);

    private Operation Try(Question question)
    {
        var frame = AesmFrame.Encode(question.Request);
        var reply = _exchange.Reply(frame);
        if (question.StatusIn(Response.Parser.ParseFrom(reply[AesmFrame.PrefixSize..])) is not (uint)AesmStatus.Success)
            throw new BenchException($"the agent does not answer {question.Name} as it should");
        return new(question.Name, frame, reply.Length);
    }

    private bool IsGenuine(ByteString? quote)
    {
        var intel = new SimulatedIntel(platform);
        var now = DateTimeOffset.UtcNow;
        var verifier = new QuoteVerifier(TrustAnchor.FromPem(intel.TrustedRootPem));
        return quote is not null && verifier.Verify(
            Quotes.Quote.Parse(quote.Span), intel.IssueCollateral(now), now) is QuoteVerdict.Verified;
    }

    private static ByteString Wrap(ReadOnlyMemory<byte> bytes) => UnsafeByteOperations.UnsafeWrap(bytes);

    /// <param name="Name">Of the operation.</param>
    /// <param name="Request">What is asked.</param>
    /// <param name="StatusIn">The status in a reply that answers it; null in another one.</param>
    private sealed record Question(string Name, Request Request, Func<Response, uint?> StatusIn);
}
