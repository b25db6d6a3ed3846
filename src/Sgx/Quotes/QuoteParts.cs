namespace Sgx.Quotes;

/// <summary>What a quoting enclave puts into a quote, in the order in which it stands there.</summary>
public sealed record QuoteParts
{
    /// <summary>
    /// Header and body, in version 5 with body type and size between: the version in the header is that of the quote.
    /// </summary>
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

    /// <summary>What certifies the PCK; in versions 4 and 5 the inner one, behind the QE report.</summary>
    public required CertificationData CertificationData { get; init; }
}
