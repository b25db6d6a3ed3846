using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Platforms;
using Sgx.Agent.Protocols.Aesm.Operations;

namespace Sgx.Agent.Protocols.Aesm;

/// <summary>AESM: its frames, and everything that can be asked in them.</summary>
internal sealed class AesmProtocol(
    SteadyPlatform platform, IReadOnlyList<AttestationKeyId> keys, Identify identify, ILogger<AesmProtocol> log)
    : IProtocol
{
    private static readonly MessageParser<Request> Parser = Request.Parser.WithDiscardUnknownFields(true);

    private readonly InitQuoteEx _initQuoteEx = new(platform, keys);
    private readonly GetQuoteSizeEx _getQuoteSizeEx = new(platform, keys);
    private readonly GetQuoteEx _getQuoteEx = new(platform, keys);
    private readonly SelectAttKeyId _selectAttKeyId = new(keys);
    private readonly GetSupportedAttKeyIdNum _getSupportedAttKeyIdNum = new(keys);
    private readonly GetSupportedAttKeyIds _getSupportedAttKeyIds = new(keys);

    public int PrefixSize => AesmFrame.PrefixSize;

    public int MaxRequest => AesmFrame.PrefixSize + AesmFrame.MaxRequestBody;

    public int? BodyLength(ReadOnlySpan<byte> prefix) =>
        AesmFrame.BodyLength(prefix) is { } length and <= AesmFrame.MaxRequestBody ? length : null;

    /// <summary>The call that a request's body makes; null when it is no request, or more than one.</summary>
    public ICall? Understand(ReadOnlySpan<byte> body)
    {
        try
        {
            var request = Parser.ParseFrom(body);
            return MembersOf(request) == 1 ? CallOf(request) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private ICall? CallOf(Request request) => request switch
    {
        { InitQuoteEx: { } r } => Call(_initQuoteEx, r, a => Frame(new() { InitQuoteEx = a })),
        { GetQuoteSizeEx: { } r } => Call(_getQuoteSizeEx, r, a => Frame(new() { GetQuoteSizeEx = a })),
        { GetQuoteEx: { } r } => Call(_getQuoteEx, r, a => AesmReplies.Quote(a, r.BufSize)),
        { SelectAttKeyId: { } r } => Call(_selectAttKeyId, r, a => Frame(new() { SelectAttKeyId = a })),
        { GetSupportedAttKeyIdNum: { } r } =>
            Call(_getSupportedAttKeyIdNum, r, a => Frame(new() { GetSupportedAttKeyIdNum = a })),
        { GetSupportedAttKeyIds: { } r } =>
            Call(_getSupportedAttKeyIds, r, a => Frame(new() { GetSupportedAttKeyIds = a })),
        { Identify: { } r } => Call(identify, r, a => Frame(new() { Identify = a })),
        { InitQuote: { } r } => Legacy(r, a => Frame(new() { InitQuote = a })),
        { GetQuote: { } r } => Legacy(r, a => Frame(new() { GetQuote = a })),
        { GetLaunchToken: { } r } => Legacy(r, a => Frame(new() { GetLaunchToken = a })),
        { ReportAttestationStatus: { } r } => Legacy(r, a => Frame(new() { ReportAttestationStatus = a })),
        { GetWhiteListSize: { } r } => Legacy(r, a => Frame(new() { GetWhiteListSize = a })),
        { GetWhiteList: { } r } => Legacy(r, a => Frame(new() { GetWhiteList = a })),
        { GetExtendedEpidGroupId: { } r } => Legacy(r, a => Frame(new() { GetExtendedEpidGroupId = a })),
        { SwitchExtendedEpidGroup: { } r } => Legacy(r, a => Frame(new() { SwitchExtendedEpidGroup = a })),
        { RegisterWhiteListCertificate: { } r } => Legacy(r, a => Frame(new() { RegisterWhiteListCertificate = a })),
        { CheckUpdateStatus: { } r } => Legacy(r, a => Frame(new() { CheckUpdateStatus = a })),
        _ => null,
    };

    private static ResponseFrame Frame(Response response) => AesmReplies.Frame(response);

    private AesmCall<TRequest, TResponse> Call<TRequest, TResponse>(
        IAesmOperation<TRequest, TResponse> operation, TRequest request, Func<TResponse, ResponseFrame> envelope)
        where TResponse : class, IAesmResponse => new(operation, request, envelope, log);

    private AesmCall<LegacyRequest, LegacyResponse> Legacy(
        LegacyRequest request, Func<LegacyResponse, ResponseFrame> envelope) =>
        Call(LegacyOperation.Instance, request, envelope);

    private static int MembersOf(Request r) => Present(
        r.InitQuoteEx, r.GetQuoteSizeEx, r.GetQuoteEx, r.SelectAttKeyId,
        r.GetSupportedAttKeyIdNum, r.GetSupportedAttKeyIds,
        r.InitQuote, r.GetQuote, r.GetLaunchToken, r.ReportAttestationStatus, r.GetWhiteListSize, r.GetWhiteList,
        r.GetExtendedEpidGroupId, r.SwitchExtendedEpidGroup, r.RegisterWhiteListCertificate, r.CheckUpdateStatus,
        r.Identify);

    private static int Present(params ReadOnlySpan<object?> members)
    {
        var present = 0;
        foreach (var member in members)
            present += member is null ? 0 : 1;
        return present;
    }
}
