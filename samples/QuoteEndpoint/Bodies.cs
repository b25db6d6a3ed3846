using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Sgx.Dcap;
using Sgx.Dcap.Policy;

namespace QuoteEndpoint;

/// <summary>What the endpoint says of a quote that is genuine and of the enclave or trust domain wanted.</summary>
internal sealed record Verdict
{
    /// <summary>Of an enclave; null for a trust domain.</summary>
    public EnclaveBody? Enclave { get; init; }

    /// <summary>Of a trust domain; null for an enclave.</summary>
    public TdBody? Td { get; init; }

    public required bool Debug { get; init; }

    /// <summary>64 bytes in hexadecimal digits: whoever asks compares them with what it expects.</summary>
    public required string ReportData { get; init; }

    public required string TcbStatus { get; init; }
    public required DateTimeOffset TcbDate { get; init; }
    public required IReadOnlyList<string> AdvisoryIds { get; init; }
    public required string Fmspc { get; init; }
    public required RootCertificate Root { get; init; }

    /// <summary>Whether the platform is one that the policy knows: none (not asked for) or matched.</summary>
    public required string PlatformBinding { get; init; }

    public static Verdict Of(QuoteAppraisal.Accepted accepted) => Of(accepted.Verdict, accepted.PlatformBinding);

    private static Verdict Of(QuoteVerdict.Verified verified, PlatformBinding binding) => new()
    {
        Enclave = verified.Enclave is { } enclave ? EnclaveBody.Of(enclave) : null,
        Td = verified.Td is { } td ? TdBody.Of(td) : null,
        Debug = verified.Claims.IsDebug,
        ReportData = Convert.ToHexStringLower(verified.Claims.ReportData.Span),
        TcbStatus = $"{verified.TcbStatus}",
        TcbDate = verified.TcbDate,
        AdvisoryIds = verified.AdvisoryIds,
        Fmspc = verified.Fmspc,
        Root = verified.Root,
        PlatformBinding = $"{binding}".ToLowerInvariant(),
    };
}

/// <summary>Which enclave it is.</summary>
internal sealed record EnclaveBody(string MrEnclave, string MrSigner, ushort IsvProdId, ushort IsvSvn)
{
    public static EnclaveBody Of(EnclaveClaims claims) =>
        new($"{claims.MrEnclave}", $"{claims.MrSigner}", claims.IsvProdId, claims.IsvSvn);
}

/// <summary>Which trust domain it is.</summary>
internal sealed record TdBody(string MrTd, IReadOnlyList<string> Rtmrs)
{
    public static TdBody Of(TdClaims claims) => new(
        Convert.ToHexStringLower(claims.MrTd.Span),
        [.. claims.Rtmrs.Select(rtmr => Convert.ToHexStringLower(rtmr.Span))]);
}

/// <summary>Why there is no verdict, as RFC 9457 has it.</summary>
internal sealed record Problem
{
    public required string Title { get; init; }
    public required int Status { get; init; }
    public required string Detail { get; init; }

    /// <summary>The step that failed: Request, Collateral, Quote or Policy.</summary>
    public required string Step { get; init; }

    /// <summary>The verifier's reason, when the quote is not genuine.</summary>
    public string? Reason { get; init; }

    /// <summary>What the policy wanted otherwise.</summary>
    public IReadOnlyList<PolicyMismatch>? Mismatches { get; init; }

    public static Problem Of(QuoteAppraisal.Refused refused) => new()
    {
        Title = "the quote is not acceptable",
        Status = StatusCodes.Status422UnprocessableEntity,
        Detail = refused.Detail,
        Step = $"{refused.Step}",
        Reason = refused.Verdict is QuoteVerdict.Rejected rejected ? $"{rejected.Reason}" : null,
        Mismatches = refused.Policy?.Mismatches,
    };
}

/// <summary>How the bodies are written, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Verdict))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class BodyContext : JsonSerializerContext;
