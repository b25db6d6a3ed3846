namespace Sgx.Dcap.Certificates;

/// <summary>When two certificates count as the same root.</summary>
public enum RootMatching
{
    /// <summary>Byte for byte, as Intel's library demands.</summary>
    SameCertificate,

    /// <summary>Same name and same public key, so that two issues of one root can be mixed.</summary>
    SameKey,
}
