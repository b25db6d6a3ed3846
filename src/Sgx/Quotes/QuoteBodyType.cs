namespace Sgx.Quotes;

/// <summary>What a quote speaks of; written down in version 5, derived from the kind of TEE before.</summary>
/// <remarks>sgx_quote_5.h.</remarks>
public enum QuoteBodyType : ushort
{
    /// <summary>An SGX enclave: a <see cref="ReportBody"/> of 384 bytes.</summary>
    Enclave = 1,

    /// <summary>A trust domain of TDX 1.0: a <see cref="TdReportBody"/> of 584 bytes.</summary>
    Td10 = 2,

    /// <summary>A trust domain of TDX 1.5: 648 bytes.</summary>
    Td15 = 3,

    /// <summary>A trust domain of TDX 1.5 with what its migration left: 885 bytes.</summary>
    TdExtended = 4,
}
