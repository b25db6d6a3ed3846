using System.Security.Cryptography;

namespace Sgx.Simulation;

/// <summary>All that makes one simulated platform different from another.</summary>
/// <remarks>Equal options give equal keys, certificates and quotes (but for quote signatures), everywhere.</remarks>
public sealed record SimulatedPlatformOptions
{
    /// <summary>Bytes of a seed.</summary>
    public const int SeedSize = 32;

    /// <summary>Bytes of an FMSPC.</summary>
    public const int FmspcSize = 6;

    /// <summary>The one secret: 32 bytes from which every key of the platform, and of its Intel, is derived.</summary>
    /// <exception cref="SgxFormatException">Not 32 bytes.</exception>
    public required ReadOnlyMemory<byte> Seed { get; init => field = Sized(SeedSize, value, nameof(Seed)); }

    /// <summary>Which of Intel's CAs certifies the platform.</summary>
    /// <value>Platform, as for servers with several packages.</value>
    public PckCa Ca { get; init; } = PckCa.Platform;

    /// <summary>How well patched the machine is, as its PCK certificate says.</summary>
    public PlatformTcb Tcb { get; init; } = PlatformTcb.Default;

    /// <summary>ISVSVN of the quoting enclave.</summary>
    public ushort QeIsvSvn { get; init; } = 11;

    /// <summary>ISVSVN of the PCE in quote headers. Certificates have their own, in <see cref="Tcb"/>.</summary>
    public ushort PceSvn { get; init; } = 16;

    /// <summary>How well patched the machine's TDX is.</summary>
    public TdxTcb Tdx { get; init; } = TdxTcb.Default;

    /// <summary>ISVSVN of the TDQE, which quotes trust domains.</summary>
    public ushort TdqeIsvSvn { get; init; } = 7;

    /// <summary>The family of machines that share a TCB info: 6 bytes.</summary>
    /// <value>53494d000001: "SIM", then a number.</value>
    /// <exception cref="SgxFormatException">Not 6 bytes.</exception>
    public ReadOnlyMemory<byte> Fmspc { get; init => field = Sized(FmspcSize, value, nameof(Fmspc)); } =
        new byte[] { 0x53, 0x49, 0x4d, 0x00, 0x00, 0x01 };

    /// <summary>
    /// Whether to quote Reports of the Teaclave Rust SDK's simulator, which addresses them to the reporting enclave
    /// itself instead of the quoting enclave.
    /// </summary>
    public bool AcceptRustSdkReports { get; init; } = true;

    public bool Equals(SimulatedPlatformOptions? other) => other is not null
        && CryptographicOperations.FixedTimeEquals(Seed.Span, other.Seed.Span)
        && Fmspc.Span.SequenceEqual(other.Fmspc.Span)
        && (Ca, Tcb, QeIsvSvn, PceSvn, Tdx, TdqeIsvSvn, AcceptRustSdkReports)
            == (other.Ca, other.Tcb, other.QeIsvSvn, other.PceSvn, other.Tdx, other.TdqeIsvSvn,
                other.AcceptRustSdkReports);

    public override int GetHashCode() =>
        HashCode.Combine(Ca, Tcb, QeIsvSvn, PceSvn, Tdx, TdqeIsvSvn, AcceptRustSdkReports);

    private static ReadOnlyMemory<byte> Sized(int size, ReadOnlyMemory<byte> value, string field)
    {
        _ = SgxFormatException.ThrowUnlessSize(value.Span, size, $"{nameof(SimulatedPlatformOptions)}.{field}");
        return value;
    }
}

/// <summary>The two CAs that issue PCK certificates.</summary>
public enum PckCa
{
    /// <summary>For multi-package servers: certificates carry a platform instance id and configuration flags.</summary>
    Platform,

    /// <summary>For single-package machines.</summary>
    Processor,
}
