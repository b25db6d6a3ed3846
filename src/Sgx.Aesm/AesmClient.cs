using Google.Protobuf;
using Sgx.Aesm.Wire;
using Sgx.Quotes;

namespace Sgx.Aesm;

/// <summary>A client of the node's quoting service, which makes it a quoting platform like any other.</summary>
/// <remarks>
/// Every operation is a connection of its own, tried again while the service is away and there is patience. What the
/// service refuses is an <see cref="AesmException"/>, and final; a service that stays away, is too slow or is no AESM
/// service is another <see cref="QuotingException"/>.
/// </remarks>
public sealed class AesmClient(AesmClientOptions options) : IQuotingPlatform
{
    // A daemon with every plug-in there ever was offers three.
    private const int MaxKeyIds = 64;

    // Characters of each text that a service says of itself: a cause with its path is shorter.
    private const int MaxIdentityText = 512;

    private readonly AesmConnection _connection = new(options);

    /// <summary>A client of the socket that every node has.</summary>
    public AesmClient() : this(new AesmClientOptions())
    {
    }

    public async ValueTask<IReadOnlyList<AttestationKeyId>> GetAttestationKeyIds(CancellationToken cancellation)
    {
        var number = await Ask(new() { GetSupportedAttKeyIdNum = new() }, r => r.GetSupportedAttKeyIdNum, cancellation)
            .ConfigureAwait(false);
        if (number.AttKeyIdNum is 0 or > MaxKeyIds)
            throw new AesmProtocolException($"the quoting service offers {number.AttKeyIdNum} attestation key ids");

        var size = number.AttKeyIdNum * AttestationKeyId.Size;
        var request = new GetSupportedAttKeyIdsRequest { BufSize = size };
        var ids = await Ask(new() { GetSupportedAttKeyIds = request }, r => r.GetSupportedAttKeyIds, cancellation)
            .ConfigureAwait(false);
        RequireSize(ids.AttKeyIds, size, "attestation key ids");
        return [.. ids.AttKeyIds.ToByteArray().Chunk(AttestationKeyId.Size).Select(id => AttestationKeyId.Parse(id))];
    }

    /// <summary>
    /// Lets the service pick: its preferred key, or the best of those that the caller can use (at most 10).
    /// </summary>
    public async ValueTask<AttestationKeyId> SelectAttestationKeyId(
        IReadOnlyList<AttestationKeyId> acceptable, CancellationToken cancellation)
    {
        var request = new SelectAttKeyIdRequest();
        if (acceptable.Count > 0)
            request.AttKeyIdList = Wrap(AttestationKeyIdList.Encode(acceptable));

        var selected = await Ask(new() { SelectAttKeyId = request }, r => r.SelectAttKeyId, cancellation)
            .ConfigureAwait(false);
        RequireSize(selected.SelectedAttKeyId, AttestationKeyId.Size, "selected attestation key id");
        return AttestationKeyId.Parse(selected.SelectedAttKeyId.Span);
    }

    public async ValueTask<QuotingEnclaveInfo> Initialize(AttestationKeyId key, CancellationToken cancellation)
    {
        var sizePhase = new InitQuoteExRequest { AttKeyId = Wrap(key.Bytes), BPubKeyId = false };
        var size = await Ask(new() { InitQuoteEx = sizePhase }, r => r.InitQuoteEx, cancellation).ConfigureAwait(false);

        var keyPhase = new InitQuoteExRequest
        {
            AttKeyId = Wrap(key.Bytes),
            BPubKeyId = true,
            BufSize = size.PubKeyIdSize,
        };
        var info = await Ask(new() { InitQuoteEx = keyPhase }, r => r.InitQuoteEx, cancellation).ConfigureAwait(false);
        RequireSize(info.TargetInfo, TargetInfo.Size, "target info");
        RequireSize(info.PubKeyId, (long)size.PubKeyIdSize, "public key id");
        return new(TargetInfo.Parse(info.TargetInfo.Span), info.PubKeyId.ToByteArray());
    }

    public async ValueTask<int> GetQuoteSize(AttestationKeyId key, CancellationToken cancellation)
    {
        var request = new GetQuoteSizeExRequest { AttKeyId = Wrap(key.Bytes) };
        var size = await Ask(new() { GetQuoteSizeEx = request }, r => r.GetQuoteSizeEx, cancellation)
            .ConfigureAwait(false);
        if (size.QuoteSize is 0 or > AesmFrame.MaxBody)
            throw new AesmProtocolException($"the quoting service announced a quote of {size.QuoteSize} bytes");
        return (int)size.QuoteSize;
    }

    public async ValueTask<QuoteResponse> GetQuote(QuoteRequest request, CancellationToken cancellation)
    {
        var message = new GetQuoteExRequest
        {
            Report = Wrap(request.Report.Bytes),
            AttKeyId = Wrap(request.Key.Bytes),
            BufSize = (uint)await GetQuoteSize(request.Key, cancellation).ConfigureAwait(false),
        };
        if (request.QeReportInfo is { } question)
            message.QeReportInfo = Wrap(question.Bytes);

        var answer = await Ask(new() { GetQuoteEx = message }, r => r.GetQuoteEx, cancellation).ConfigureAwait(false);
        return Understand(request, answer);
    }

    /// <summary>Who serves; null when it is a daemon of another make, which hangs up on the question.</summary>
    public async ValueTask<ServiceIdentity?> Identify(CancellationToken cancellation)
    {
        try
        {
            // Tried once: hanging up is an answer here.
            var once = new AesmConnection(options with { Patience = TimeSpan.Zero });
            var response = await once.Exchange(new() { Identify = new() }, cancellation).ConfigureAwait(false);
            return response.Identify is { Product: ServiceIdentity.ProductName } identity ? Read(identity) : null;
        }
        catch (QuotingException e) when (e is AesmProtocolException or AesmHangUpException)
        {
            return null;
        }
    }

    /// <summary>Waits until the service has made a real quote a short while ago.</summary>
    /// <remarks>A daemon of another make cannot say so; it is ready when it offers a key.</remarks>
    public async ValueTask WaitUntilReady(CancellationToken cancellation)
    {
        var retries = new Retries(TimeSpan.MaxValue);
        while (!await IsReady(cancellation).ConfigureAwait(false))
            await retries.Pause(cancellation).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsReady(CancellationToken cancellation)
    {
        try
        {
            if (await Identify(cancellation).ConfigureAwait(false) is { } identity)
                return identity.IsReady;
            return (await GetAttestationKeyIds(cancellation).ConfigureAwait(false)).Count > 0;
        }
        catch (QuotingException)
        {
            return false;
        }
    }

    private static ServiceIdentity Read(IdentifyResponse identity) => new()
    {
        Version = Shown(identity.Version),
        Platform = Shown(identity.Platform),
        Instance = Shown(identity.Instance),
        IsReady = identity.IsReady,
        SinceQuote = identity.HasMillisecondsSinceQuote
            ? TimeSpan.FromMilliseconds(identity.MillisecondsSinceQuote)
            : null,
        Trouble = Shown(identity.Trouble),
    };

    // Anybody may serve at the path, and these go to logs and terminals.
    private static string Shown(string text) => PrintableText.OneLine(text, MaxIdentityText);

    private static QuoteResponse Understand(QuoteRequest request, GetQuoteExResponse answer)
    {
        try
        {
            var quote = Quote.Parse(answer.Quote.Span);
            if (quote.IsTd)
                throw new AesmProtocolException("the quoting service answered a Report with a quote of a TD");
            if (request.QeReportInfo is null)
                return new(quote);

            var info = QeReportInfo.Parse(answer.QeReportInfo.Span);
            return info.Binds(quote)
                ? new(quote, info)
                : throw new AesmProtocolException("the quoting enclave's report does not bind nonce and quote");
        }
        catch (SgxFormatException e)
        {
            throw new AesmProtocolException($"the quoting service's answer is malformed: {e.Message}", e);
        }
    }

    private async ValueTask<TResponse> Ask<TResponse>(
        Request request, Func<Response, TResponse?> member, CancellationToken cancellation)
        where TResponse : class, IAesmResponse
    {
        var operation = typeof(TResponse).Name.Replace("Response", "", StringComparison.Ordinal);
        var response = member(await _connection.Exchange(request, cancellation).ConfigureAwait(false))
            ?? throw new AesmProtocolException($"the quoting service's response does not answer {operation}");
        return (AesmStatus)response.ErrorCode is AesmStatus.Success
            ? response
            : throw new AesmException(operation, (AesmStatus)response.ErrorCode);
    }

    private static void RequireSize(ByteString bytes, long size, string what)
    {
        if (bytes.Length != size)
            throw new AesmProtocolException($"the quoting service sent {what} of {bytes.Length} bytes, not {size}");
    }

    private static ByteString Wrap(ReadOnlyMemory<byte> bytes) => UnsafeByteOperations.UnsafeWrap(bytes);
}
