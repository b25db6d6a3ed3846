namespace Sgx.Dcap.RaTls;

/// <summary>The two ways in which a certificate carries a quote.</summary>
public enum RaTlsFormat
{
    /// <summary>
    /// Tagged evidence of TCG DICE: CBOR of the quote and of claims, one of which is the hash of the public key.
    /// </summary>
    Interoperable,

    /// <summary>Gramine's older one: the quote as it is, and in its report data the hash of the public key.</summary>
    Legacy,
}
