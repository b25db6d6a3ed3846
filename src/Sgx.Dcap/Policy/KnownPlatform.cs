namespace Sgx.Dcap.Policy;

/// <summary>A platform on a list: all members that are not null mean it together, and there is at least one.</summary>
/// <remarks>
/// Compared with the verified PCK certificate, never with what a quote says of itself. An FMSPC alone means a model, of
/// which there are many machines.
/// </remarks>
public sealed record KnownPlatform
{
    /// <summary>16 bytes that identify the processor.</summary>
    public ReadOnlyMemory<byte>? Ppid { get; init; }

    /// <summary>16 bytes that identify a platform that the Platform CA certifies.</summary>
    public ReadOnlyMemory<byte>? PlatformInstanceId { get; init; }

    /// <summary>6 bytes that identify the model.</summary>
    public ReadOnlyMemory<byte>? Fmspc { get; init; }

    /// <summary>Whether it means one machine and not a model.</summary>
    public bool IsMachine => Ppid is not null || PlatformInstanceId is not null;

    /// <summary>Whether a verified platform is the one meant.</summary>
    public bool Is(SupplementalData platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return (IsMachine || Fmspc is not null)
            && Agree(Ppid, platform.Ppid)
            && Agree(PlatformInstanceId, platform.PlatformInstanceId)
            && Agree(Fmspc, platform.Fmspc);
    }

    /// <summary>
    /// Whether a verified platform may be the one meant: one identifier of the machine agrees or, where none is given,
    /// the model. A list of those denied must not fail for an identifier that has changed.
    /// </summary>
    public bool Resembles(SupplementalData platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return (Ppid is not null && Agree(Ppid, platform.Ppid))
            || (PlatformInstanceId is not null && Agree(PlatformInstanceId, platform.PlatformInstanceId))
            || (!IsMachine && Fmspc is not null && Agree(Fmspc, platform.Fmspc));
    }

    private static bool Agree(ReadOnlyMemory<byte>? wanted, ReadOnlyMemory<byte>? found) =>
        wanted is not { } bytes || (found is { } others && bytes.Span.SequenceEqual(others.Span));
}
