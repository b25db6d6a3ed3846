namespace Sgx.Dcap.Policy;

/// <summary>Bits that a field must have; those outside the mask do not matter.</summary>
/// <param name="Value">The bits wanted, none outside the mask.</param>
/// <param name="Mask">The bits that matter.</param>
public sealed record MaskedBits(ulong Value, ulong Mask)
{
    /// <summary>Whether the field has the bits.</summary>
    public bool Matches(ulong field) => (field & Mask) == Value;

    /// <summary>Both as 16 hexadecimal digits.</summary>
    public override string ToString() => $"{Value:x16} under the mask {Mask:x16}";
}
