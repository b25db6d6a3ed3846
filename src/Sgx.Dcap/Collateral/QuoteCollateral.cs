namespace Sgx.Dcap.Collateral;

/// <summary>What a relying party needs beside a quote, as it was served: bytes that nobody has verified yet.</summary>
/// <remarks>sgx_ql_qve_collateral_t, less its version.</remarks>
public sealed record QuoteCollateral
{
    /// <summary>PEM: PCK Platform or Processor CA, then root.</summary>
    public required ReadOnlyMemory<byte> PckCrlIssuerChain { get; init; }

    /// <summary>
    /// PEM: the PCK certificate with its issuers or alone, for a quote that does not carry it (certification data of
    /// type 1 to 3); null otherwise.
    /// </summary>
    public ReadOnlyMemory<byte>? PckCertificateChain { get; init; }

    /// <summary>DER, PEM, or hexadecimal digits of DER.</summary>
    public required ReadOnlyMemory<byte> RootCaCrl { get; init; }

    /// <summary>DER, PEM, or hexadecimal digits of DER; by the CA that issued the PCK certificate.</summary>
    public required ReadOnlyMemory<byte> PckCrl { get; init; }

    /// <summary>PEM: TCB signing, then root.</summary>
    public required ReadOnlyMemory<byte> TcbInfoIssuerChain { get; init; }

    /// <summary>The signed JSON document, byte for byte; a NUL may end it.</summary>
    public required ReadOnlyMemory<byte> TcbInfo { get; init; }

    /// <summary>PEM: TCB signing, then root.</summary>
    public required ReadOnlyMemory<byte> QeIdentityIssuerChain { get; init; }

    /// <summary>The signed JSON document, byte for byte; a NUL may end it.</summary>
    public required ReadOnlyMemory<byte> QeIdentity { get; init; }

    /// <summary>
    /// The same, with memory of its own, which nobody else writes to, for what is read again after it was verified.
    /// </summary>
    internal QuoteCollateral ToKeep() => this with
    {
        PckCrlIssuerChain = PckCrlIssuerChain.ToArray(),
        PckCertificateChain = PckCertificateChain is { } chain ? chain.ToArray() : default(ReadOnlyMemory<byte>?),
        RootCaCrl = RootCaCrl.ToArray(),
        PckCrl = PckCrl.ToArray(),
    };
}
