using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Platforms;

namespace Sgx.Agent.Protocols.Aesm.Operations;

/// <summary>Makes the attestation key ready, and tells whom to address Reports to.</summary>
/// <remarks>
/// Clients call it twice: for the size of the public key id, then for target info and id. The first call neither
/// reads buf_size, which some leave uninitialised, nor returns an id, which old ones cannot take.
/// </remarks>
internal sealed class InitQuoteEx(SteadyPlatform platform, IReadOnlyList<AttestationKeyId> keys)
    : IAesmOperation<InitQuoteExRequest, InitQuoteExResponse>
{
    private const int PublicKeyIdSize = 32;
    private static readonly ByteString NoTargetInfoYet = ByteString.CopyFrom(new byte[TargetInfo.Size]);

    public string Name => "init_quote_ex";

    public bool CanTellMissingCertificates => true;

    public InitQuoteExResponse? AnswerNow(InitQuoteExRequest request)
    {
        var key = Read(request);
        if (!request.BPubKeyId)
            return new() { TargetInfo = NoTargetInfoYet, PubKeyIdSize = PublicKeyIdSize };
        return platform.Remembered(key) is { } warm ? Told(warm.Enclave) : null;
    }

    public async ValueTask<InitQuoteExResponse> Answer(InitQuoteExRequest request, CancellationToken cancellation) =>
        Told(await platform.Initialize(Read(request), cancellation));

    public InitQuoteExResponse Refusal(InitQuoteExRequest request) => new() { PubKeyIdSize = 0 };

    private AttestationKeyId Read(InitQuoteExRequest request)
    {
        if (!request.HasBPubKeyId)
            throw new AesmRefusalException(AesmStatus.UnexpectedError, "neither size phase nor key phase is asked for");
        var key = keys.Find(request.AttKeyId);
        if (request.BPubKeyId && request.BufSize != PublicKeyIdSize)
            throw new SgxFormatException("init_quote_ex.buf_size", $"{PublicKeyIdSize}", $"{request.BufSize}");
        return key;
    }

    private static InitQuoteExResponse Told(QuotingEnclaveInfo enclave) => new()
    {
        TargetInfo = UnsafeByteOperations.UnsafeWrap(enclave.TargetInfo.Bytes),
        PubKeyIdSize = PublicKeyIdSize,
        PubKeyId = UnsafeByteOperations.UnsafeWrap(enclave.PublicKeyId),
    };
}
