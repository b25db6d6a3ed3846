namespace Sgx.Dcap.Policy;

/// <summary>What a trust domain must be; null does not matter. Measurements have 48 bytes.</summary>
public sealed record TdRequirements
{
    public OneOf? MrTd { get; init; }

    /// <summary>The TDX module. That it is Intel's is the verifier's business.</summary>
    public OneOf? MrSeam { get; init; }

    public OneOf? MrConfigId { get; init; }
    public OneOf? MrOwner { get; init; }
    public OneOf? MrOwnerConfig { get; init; }

    /// <summary>Of TDX 1.5: the service TD bound to it.</summary>
    public OneOf? MrServiceTd { get; init; }

    public OneOf? Rtmr0 { get; init; }
    public OneOf? Rtmr1 { get; init; }
    public OneOf? Rtmr2 { get; init; }
    public OneOf? Rtmr3 { get; init; }

    /// <summary>TDATTRIBUTES.</summary>
    public MaskedBits? Attributes { get; init; }

    /// <summary>XFAM.</summary>
    public MaskedBits? Xfam { get; init; }

    /// <value>No: bits 1 to 7 of TDATTRIBUTES are of the group that makes a TD untrusted.</value>
    public bool AllowReservedAttributes { get; init; }

    /// <value>No: without SEPT_VE_DISABLE the host can raise exceptions in the TD.</value>
    public bool AllowSeptVe { get; init; }

    internal static TdRequirements Default { get; } = new();

    internal IEnumerable<(string Name, OneOf? Values, Func<TdClaims, ReadOnlyMemory<byte>?> Claim)> Measurements =>
    [
        ("mrTd", MrTd, td => td.MrTd),
        ("mrSeam", MrSeam, td => td.MrSeam),
        ("mrConfigId", MrConfigId, td => td.MrConfigId),
        ("mrOwner", MrOwner, td => td.MrOwner),
        ("mrOwnerConfig", MrOwnerConfig, td => td.MrOwnerConfig),
        ("mrServiceTd", MrServiceTd, td => td.MrServiceTd),
        ("rtmr0", Rtmr0, td => td.Rtmrs[0]),
        ("rtmr1", Rtmr1, td => td.Rtmrs[1]),
        ("rtmr2", Rtmr2, td => td.Rtmrs[2]),
        ("rtmr3", Rtmr3, td => td.Rtmrs[3]),
    ];

    // What only a TD can meet: a policy that asks for it means TDs.
    internal bool NamesTds =>
        Attributes is not null || Xfam is not null || Measurements.Any(measurement => measurement.Values is not null);
}
