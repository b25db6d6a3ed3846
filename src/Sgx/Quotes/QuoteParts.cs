namespace Sgx.Quotes;

/// <summary>What a quoting enclave puts into a quote, in the order in which it stands there.</summary>
public sealed record QuoteParts
{
    /// <summary>Header and report body: 432 bytes.</summary>
    public required ReadOnlyMemory<byte> SignedBytes { get; init; }

    /// <summary>r and s by the attestation key over <see cref="SignedBytes"/>: 64 bytes.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>X and Y of the attestation key: 64 bytes.</summary>
    public required ReadOnlyMemory<byte> AttestationKey { get; init; }

    /// <summary>The QE's report body: 384 bytes.</summary>
    public required ReadOnlyMemory<byte> QeReport { get; init; }

    /// <summary>r and s by the PCK over <see cref="QeReport"/>: 64 bytes.</summary>
    public required ReadOnlyMemory<byte> QeReportSignature { get; init; }

    /// <summary>At most 65,535 bytes.</summary>
    public required ReadOnlyMemory<byte> AuthenticationData { get; init; }

    public required CertificationData CertificationData { get; init; }
}
