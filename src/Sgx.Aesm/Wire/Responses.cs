namespace Sgx.Aesm.Wire;

/// <summary>What every response has: a status, which reads as "unexpected" where the peer left it out.</summary>
internal interface IAesmResponse
{
    uint ErrorCode { get; set; }
}

internal sealed partial class InitQuoteExResponse : IAesmResponse;

internal sealed partial class GetQuoteSizeExResponse : IAesmResponse;

internal sealed partial class GetQuoteExResponse : IAesmResponse;

internal sealed partial class SelectAttKeyIdResponse : IAesmResponse;

internal sealed partial class GetSupportedAttKeyIdNumResponse : IAesmResponse;

internal sealed partial class GetSupportedAttKeyIdsResponse : IAesmResponse;

internal sealed partial class IdentifyResponse : IAesmResponse;

internal sealed partial class LegacyResponse : IAesmResponse;
