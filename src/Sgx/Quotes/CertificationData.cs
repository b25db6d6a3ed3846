namespace Sgx.Quotes;

/// <summary>What certifies the key that signed the QE report: a kind and its bytes, not looked into here.</summary>
/// <remarks>
/// Of the kinds that hold a PPID, <see cref="PpidCertification"/> requires the size. Reading a quote does not: the one
/// that Intel's verification library ships as its sample lacks the PCE id, and verifies.
/// </remarks>
public readonly record struct CertificationData(CertificationDataType Type, ReadOnlyMemory<byte> Bytes);

/// <summary>The kind of certification data in a quote.</summary>
/// <remarks>sgx_quote_3.h.</remarks>
public enum CertificationDataType : ushort
{
    /// <summary>PPID in clear, CPUSVN, PCESVN, PCE id: 36 bytes.</summary>
    PpidClear = 1,

    /// <summary>PPID encrypted with RSA-2048-OAEP, CPUSVN, PCESVN, PCE id: 276 bytes.</summary>
    PpidRsa2048 = 2,

    /// <summary>PPID encrypted with RSA-3072-OAEP, CPUSVN, PCESVN, PCE id: 404 bytes.</summary>
    PpidRsa3072 = 3,

    /// <summary>The PCK certificate alone, PEM.</summary>
    PckLeaf = 4,

    /// <summary>The PCK certificate and its issuers up to the root, PEM, usually with a NUL behind.</summary>
    PckChain = 5,

    /// <summary>A QE report with certification data of its own; the outer kind of quote versions 4 and 5.</summary>
    QeReport = 6,

    PlatformManifest = 7,
}
