namespace Sgx.Dcap.Certificates;

/// <summary>Puts a PCK chain together where a quote or a cache has the PCK certificate without its issuers.</summary>
internal static class PckCertificates
{
    private static ReadOnlySpan<byte> End => "-----END CERTIFICATE-----"u8;

    /// <summary>A chain of three as it is; one certificate together with the issuers of its CRL.</summary>
    public static ReadOnlyMemory<byte> Complete(ReadOnlyMemory<byte> pem, ReadOnlyMemory<byte> issuers) =>
        IsAlone(pem) ? Join(pem, issuers) : pem;

    /// <summary>Whether it is one certificate, without its issuers.</summary>
    public static bool IsAlone(ReadOnlyMemory<byte> pem) => pem.Span.Count(End) == 1;

    /// <summary>The PCK certificate, which may have a NUL behind, then its issuers.</summary>
    public static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> leaf, ReadOnlyMemory<byte> issuers) =>
        (byte[])[.. leaf.Span.TrimEnd((byte)0), (byte)'\n', .. issuers.Span];
}
