namespace Sgx.Dcap.Policy;

/// <summary>On which machines an enclave or a trust domain may run; null does not matter.</summary>
/// <remarks>
/// Whoever opens one genuine machine can forge quotes that pass every other check: only a list of known machines tells.
/// </remarks>
public sealed record PlatformRequirements
{
    /// <summary>The platforms that may be; at least one, or null for any.</summary>
    public IReadOnlyList<KnownPlatform>? Allowed { get; init; }

    /// <summary>Platforms that must not be, even if allowed: see <see cref="KnownPlatform.Resembles"/>.</summary>
    public IReadOnlyList<KnownPlatform> Denied { get; init; } = [];

    /// <summary>SGX types of the PCK certificate: 0 standard, 1 scalable, 2 scalable with integrity.</summary>
    public IReadOnlySet<byte>? SgxTypes { get; init; }

    /// <value>Yes, as all servers are: packages may be added to the platform.</value>
    public bool AllowDynamic { get; init; } = true;

    /// <value>Yes: Intel keeps the platform's root keys.</value>
    public bool AllowCachedKeys { get; init; } = true;

    /// <value>Yes: simultaneous multithreading is on. If not, a platform that does not say is refused too.</value>
    public bool AllowSmt { get; init; } = true;

    internal static PlatformRequirements Default { get; } = new();

    /// <summary>How the platform stands to the list of those allowed.</summary>
    public PlatformBinding Bind(SupplementalData platform)
    {
        if (Denied.Any(known => known.Resembles(platform)))
            return PlatformBinding.Unmatched;
        if (Allowed is null)
            return PlatformBinding.None;
        var matches = Allowed.Where(known => known.Is(platform)).ToList();
        return matches switch
        {
            [] => PlatformBinding.Unmatched,
            _ => matches.Exists(known => known.IsMachine) ? PlatformBinding.Matched : PlatformBinding.None,
        };
    }
}

/// <summary>Whether a quote's platform is one of those that the relying party knows.</summary>
public enum PlatformBinding
{
    /// <summary>No machine was asked for: a quote forged on any one genuine machine would pass.</summary>
    None,

    /// <summary>The platform is a machine on the list.</summary>
    Matched,

    /// <summary>The platform is not on the list, or among those denied.</summary>
    Unmatched,
}
