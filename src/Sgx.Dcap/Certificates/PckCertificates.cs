namespace Sgx.Dcap.Certificates;

/// <summary>Puts a PCK chain together where a quote or a cache has the PCK certificate without its issuers.</summary>
internal static class PckCertificates
{
    private static ReadOnlySpan<byte> End => "-----END CERTIFICATE-----"u8;

    /// <summary>A chain of three as it is; one certificate together with the issuers of its CRL.</summary>
    public static ReadOnlyMemory<byte> Complete(ReadOnlyMemory<byte> pem, ReadOnlyMemory<byte> issuers) =>
        pem.Span.Count(End) == 1 ? Join(pem, issuers) : pem;

    /// <summary>The PCK certificate, which may have a NUL behind, then its issuers.</summary>
    public static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> leaf, ReadOnlyMemory<byte> issuers) =>
        (byte[])[.. leaf.Span.TrimEnd((byte)0), (byte)'\n', .. issuers.Span];
}
