using System.Collections.Immutable;
using Sgx.Binary;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Quotes;

/// <summary>The first 48 bytes of a quote.</summary>
/// <remarks>
/// sgx_quote_header_t of sgx_quote_3.h; the same in versions 4 and 5, but that QE and PCE SVN are
/// reserved there. A view: it lives only as long as the bytes under it.
/// </remarks>
public readonly ref struct QuoteHeader
{
    /// <summary>Bytes of a quote header.</summary>
    public const int Size = 48;

    /// <exception cref="SgxFormatException">Not 48 bytes.</exception>
    public QuoteHeader(ReadOnlySpan<byte> bytes) =>
        Bytes = SgxFormatException.ThrowUnlessSize(bytes, Size, nameof(QuoteHeader));

    /// <summary>All 48 bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public ushort Version => ReadUInt16LittleEndian(Layout.Version.Of(Bytes));
    public AttestationKeyType AttestationKeyType =>
        (AttestationKeyType)ReadUInt16LittleEndian(Layout.AttestationKeyType.Of(Bytes));
    public TeeType TeeType => (TeeType)ReadUInt32LittleEndian(Layout.TeeType.Of(Bytes));

    /// <summary>ISVSVN of the quoting enclave, in version 3. For information: the QE report is what counts.</summary>
    public ushort QeSvn => ReadUInt16LittleEndian(Layout.QeSvn.Of(Bytes));

    /// <summary>ISVSVN of the PCE, in version 3. For information: the PCK certificate is what counts.</summary>
    public ushort PceSvn => ReadUInt16LittleEndian(Layout.PceSvn.Of(Bytes));

    public ReadOnlySpan<byte> QeVendorId => Layout.QeVendorId.Of(Bytes);

    /// <summary>20 bytes; Intel's QE puts its 16-byte QE_ID first.</summary>
    public ReadOnlySpan<byte> UserData => Layout.UserData.Of(Bytes);

    /// <summary>Where each field stands.</summary>
    public static class Layout
    {
        public static readonly Field Version = new(0, 2);
        public static readonly Field AttestationKeyType = new(2, 2);
        public static readonly Field TeeType = new(4, 4);
        public static readonly Field QeSvn = new(8, 2);
        public static readonly Field PceSvn = new(10, 2);
        public static readonly Field QeVendorId = new(12, 16);
        public static readonly Field UserData = new(28, 20);

        /// <summary>All of them, in order.</summary>
        public static readonly ImmutableArray<Field> All =
            [Version, AttestationKeyType, TeeType, QeSvn, PceSvn, QeVendorId, UserData];
    }
}

/// <summary>The attestation key type of a quote header.</summary>
public enum AttestationKeyType : ushort
{
    Epid = 0,
    EcdsaP256 = 2,
    EcdsaP384 = 3,
}

/// <summary>Which kind of trusted execution environment a quote speaks of.</summary>
public enum TeeType : uint
{
    Sgx = 0x00,
    Tdx = 0x81,
}
