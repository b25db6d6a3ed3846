namespace Sgx.Dcap;

/// <summary>
/// Which enclave one wants to talk to. What is null does not matter; the defaults are the strict ones.
/// </summary>
public sealed record EnclavePolicy
{
    public Measurement? MrEnclave { get; init; }
    public Measurement? MrSigner { get; init; }
    public ushort? IsvProdId { get; init; }
    public ushort? MinimumIsvSvn { get; init; }

    /// <value>No: a debug enclave keeps no secret.</value>
    public bool AllowDebug { get; init; }

    /// <value>Only up to date.</value>
    public IReadOnlySet<TcbStatus> AcceptedTcbStatuses { get; init; } = new HashSet<TcbStatus> { TcbStatus.UpToDate };

    /// <value>No: a newer word of Intel's may say otherwise.</value>
    public bool AllowExpiredCollateral { get; init; }

    /// <summary>Compares a verified quote with the policy, all of it.</summary>
    public PolicyVerdict Judge(QuoteVerdict.Verified verified)
    {
        return new(
        [
            .. Of(verified.Enclave),
            .. Unless(AllowDebug || !verified.Claims.IsDebug, "debug", "no", "yes"),
            .. Unless(AcceptedTcbStatuses.Contains(verified.TcbStatus), "tcbStatus", Accepted, verified.TcbStatus),
            .. Unless(
                AllowExpiredCollateral || !verified.CollateralExpired, "collateralExpired", "no", Stale(verified)),
        ]);
    }

    // A trust domain is none of the enclaves that a policy may name.
    private IEnumerable<PolicyMismatch> Of(EnclaveClaims? claims) =>
    [
        .. Unless(MrEnclave is null || MrEnclave == claims?.MrEnclave, "mrEnclave", MrEnclave, claims?.MrEnclave),
        .. Unless(MrSigner is null || MrSigner == claims?.MrSigner, "mrSigner", MrSigner, claims?.MrSigner),
        .. Unless(IsvProdId is null || IsvProdId == claims?.IsvProdId, "isvProdId", IsvProdId, claims?.IsvProdId),
        .. Unless(
            MinimumIsvSvn is null || claims?.IsvSvn >= MinimumIsvSvn, "isvSvn", $">= {MinimumIsvSvn}", claims?.IsvSvn),
        .. Unless(claims?.Attributes.HasFlag(EnclaveAttributes.Init) ?? true, "init", "yes", "no"),
    ];

    private string Accepted => string.Join(" or ", AcceptedTcbStatuses.Order());

    private static string Stale(QuoteVerdict.Verified verified) => string.Join(
        ", ", verified.NotCurrent.Select(period => $"{period.Name} from {period.From:u} until {period.Until:u}"));

    private static PolicyMismatch[] Unless(bool agrees, string field, object? expected, object? found) =>
        agrees ? [] : [new(field, $"{expected}", $"{found ?? "none"}")];
}
