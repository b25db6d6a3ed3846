namespace Sgx.Dcap.Certificates;

/// <summary>What a revocation list says, before anybody has verified it.</summary>
/// <remarks>For showing; never a reason to believe it.</remarks>
public sealed record RevocationListFacts
{
    /// <summary>As <c>CN=Intel SGX PCK Platform CA, O=Intel Corporation</c>.</summary>
    public required string Issuer { get; init; }

    public required DateTimeOffset ThisUpdate { get; init; }
    public required DateTimeOffset NextUpdate { get; init; }

    /// <summary>Grows with every issue.</summary>
    public required uint Number { get; init; }

    /// <summary>Serial numbers of the certificates revoked, as lower-case hexadecimal digits.</summary>
    public required IReadOnlyList<string> Revoked { get; init; }

    /// <summary>Reads a list in DER, in PEM or as hexadecimal digits.</summary>
    /// <exception cref="SgxFormatException">Not such a list.</exception>
    public static RevocationListFacts Parse(ReadOnlyMemory<byte> list)
    {
        const string Name = "CRL";
        try
        {
            return From(CertificateRevocationList.Parse(CrlForm.ToDer(list, Name), Name));
        }
        catch (QuoteRejectedException e)
        {
            throw new SgxFormatException(Name, "a version 2 list in strict DER", e.Message);
        }
    }

    private static RevocationListFacts From(CertificateRevocationList list) => new()
    {
        Issuer = list.Issuer.ToString(),
        ThisUpdate = list.Validity.From,
        NextUpdate = list.Validity.Until,
        Number = list.Number,
        Revoked = [.. list.Revoked.Select(serial => Convert.ToHexStringLower(serial.Span))],
    };
}
