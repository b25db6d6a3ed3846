namespace Sgx.Dcap;

/// <summary>The steps from what a peer shows to belief in it, in their order.</summary>
public enum AppraisalStep
{
    /// <summary>The certificate can be read and is signed by its own key.</summary>
    Certificate,

    /// <summary>One extension of it carries a quote, well formed.</summary>
    Evidence,

    /// <summary>The quote's report data speak of the certificate's key.</summary>
    Binding,

    /// <summary>There is collateral for the platform that the quote names.</summary>
    Collateral,

    /// <summary>A genuine platform made the quote.</summary>
    Quote,

    /// <summary>It is the enclave wanted, on a platform that is good enough.</summary>
    Policy,
}
