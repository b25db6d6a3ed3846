namespace Sgx.Dcap.Collateral;

/// <summary>How a TDX module is known: who signed it, and with which attributes it runs.</summary>
/// <remarks>tdxModule of a TCB info of version 3.</remarks>
public record TdxModule
{
    internal const string Member = "tdxModule";

    private const int SignerSize = 48;
    private const int AttributesSize = 8;

    /// <exception cref="SgxFormatException">A member is missing, or has another size.</exception>
    internal TdxModule(JsonMembers members)
    {
        MrSigner = members.Hex("mrsigner", SignerSize);
        Attributes = members.Hex("attributes", AttributesSize);
        AttributesMask = members.Hex("attributesMask", AttributesSize);
    }

    /// <summary>MRSIGNERSEAM: 48 bytes, zero for Intel's modules.</summary>
    public ReadOnlyMemory<byte> MrSigner { get; }

    /// <summary>SEAMATTRIBUTES: 8 bytes.</summary>
    public ReadOnlyMemory<byte> Attributes { get; }

    /// <summary>8 bytes. Intel's library does not use them: the attributes must be equal, and zero.</summary>
    public ReadOnlyMemory<byte> AttributesMask { get; }

    internal bool Is(ReadOnlySpan<byte> mrSignerSeam, ReadOnlySpan<byte> seamAttributes) =>
        mrSignerSeam.SequenceEqual(MrSigner.Span)
        && seamAttributes.SequenceEqual(Attributes.Span)
        && !seamAttributes.ContainsAnyExcept((byte)0);
}
