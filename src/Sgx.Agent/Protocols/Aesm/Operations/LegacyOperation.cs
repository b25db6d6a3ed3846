using Sgx.Aesm;
using Sgx.Aesm.Wire;

namespace Sgx.Agent.Protocols.Aesm.Operations;

/// <summary>
/// EPID, launch tokens and white lists: gone with EPID, and answered as an aesmd that has no plug-in for them.
/// </summary>
internal sealed class LegacyOperation : IAesmOperation<LegacyRequest, LegacyResponse>
{
    public static LegacyOperation Instance { get; } = new();

    public string Name => "legacy operation";

    public LegacyResponse AnswerNow(LegacyRequest request) =>
        throw new AesmRefusalException(AesmStatus.ServiceUnavailable, "EPID and launch control are not served");

    public LegacyResponse Refusal(LegacyRequest request) => new();
}
