using System.Collections.Immutable;
using System.Globalization;

namespace Sgx.Simulation;

/// <summary>How well patched a platform is: 16 component SVNs and the PCE's SVN.</summary>
/// <remarks>The TCB entry of the PCK certificate's SGX extension; tcb in TCB info.</remarks>
public sealed record PlatformTcb
{
    /// <summary>Components of a TCB.</summary>
    public const int ComponentCount = 16;

    /// <param name="componentSvns">16 of them.</param>
    /// <param name="pceSvn">The PCE's SVN; less than 65,535, so that there can be a higher one.</param>
    /// <exception cref="SgxFormatException">Not 16 components.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The PCE's SVN is 65,535.</exception>
    public PlatformTcb(ImmutableArray<byte> componentSvns, ushort pceSvn)
    {
        _ = SgxFormatException.ThrowUnlessSize(componentSvns.AsSpan(), ComponentCount, nameof(PlatformTcb));
        ArgumentOutOfRangeException.ThrowIfEqual(pceSvn, ushort.MaxValue);
        (ComponentSvns, PceSvn) = (componentSvns, pceSvn);
    }

    /// <summary>What a server of 2024 had.</summary>
    public static PlatformTcb Default { get; } = new([14, 14, 3, 3, 255, 255, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 13);

    /// <summary>The TCB that every platform is at or above.</summary>
    internal static PlatformTcb Lowest { get; } = new([.. new byte[ComponentCount]], 0);

    /// <summary>16 SVNs; they are the certificate's CPUSVN too.</summary>
    public ImmutableArray<byte> ComponentSvns { get; private init; }

    /// <summary>ISVSVN of the PCE that the PCK certificate was issued for.</summary>
    public ushort PceSvn { get; private init; }

    /// <summary>A higher TCB, as after an update of microcode and PCE.</summary>
    internal PlatformTcb Newer() => this with { ComponentSvns = WithMicrocode(1), PceSvn = (ushort)(PceSvn + 1) };

    /// <summary>The TCB so many microcode updates ago; the same where there were none.</summary>
    internal PlatformTcb Older(int updates) => this with { ComponentSvns = WithMicrocode(-updates) };

    // The first two components are early and late microcode on most machines.
    private ImmutableArray<byte> WithMicrocode(int change) =>
        [.. ComponentSvns.Select((svn, i) => i < 2 ? (byte)Math.Clamp(svn + change, 0, byte.MaxValue) : svn)];

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is not that.</exception>
    public static PlatformTcb Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2
            && ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pceSvn)
            && pceSvn < ushort.MaxValue
                ? new([.. Convert.FromHexString(parts[0])], pceSvn)
                : throw new SgxFormatException(
                    nameof(PlatformTcb), "32 hexadecimal digits, a slash, a PCE SVN", $"'{text}'");
    }

    /// <summary>Component SVNs in hexadecimal, a slash, the PCE's SVN: 0e0e0303ffff01000000000000000000/13.</summary>
    public override string ToString() => $"{Convert.ToHexStringLower(ComponentSvns.AsSpan())}/{PceSvn}";

    public bool Equals(PlatformTcb? other) => other is not null
        && PceSvn == other.PceSvn
        && ComponentSvns.AsSpan().SequenceEqual(other.ComponentSvns.AsSpan());

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(ComponentSvns.AsSpan());
        hash.Add(PceSvn);
        return hash.ToHashCode();
    }
}
