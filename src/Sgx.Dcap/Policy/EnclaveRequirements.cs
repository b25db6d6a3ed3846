namespace Sgx.Dcap.Policy;

/// <summary>What an enclave must be beside its measurements and versions; null does not matter.</summary>
public sealed record EnclaveRequirements
{
    /// <summary>ATTRIBUTES.FLAGS.</summary>
    public MaskedBits? Attributes { get; init; }

    /// <summary>ATTRIBUTES.XFRM.</summary>
    public MaskedBits? Xfrm { get; init; }

    /// <summary>MISCSELECT, in the lower 32 bits.</summary>
    public MaskedBits? MiscSelect { get; init; }

    /// <summary>CONFIGID, 64 bytes.</summary>
    public OneOf? ConfigId { get; init; }

    public ushort? MinimumConfigSvn { get; init; }

    /// <summary>ISVFAMILYID, 16 bytes.</summary>
    public OneOf? IsvFamilyId { get; init; }

    /// <summary>ISVEXTPRODID, 16 bytes.</summary>
    public OneOf? IsvExtProdId { get; init; }

    /// <value>No: only Intel's own enclaves need provisioning keys.</value>
    public bool AllowProvisionKey { get; init; }

    /// <value>No: only a launch enclave needs that key.</value>
    public bool AllowEInitTokenKey { get; init; }

    /// <value>No: what is reserved today may mean something that nobody judged.</value>
    public bool AllowReserved { get; init; }

    internal static EnclaveRequirements Default { get; } = new();

    // What only an enclave can meet: a policy that asks for it means enclaves.
    internal bool NamesEnclaves =>
        Attributes is not null || Xfrm is not null || MiscSelect is not null || ConfigId is not null
        || MinimumConfigSvn is not null || IsvFamilyId is not null || IsvExtProdId is not null;
}
