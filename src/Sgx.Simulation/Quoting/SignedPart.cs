using Sgx.Quotes;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Simulation.Quoting;

/// <summary>What a quoting enclave signs: header, in version 5 body type and size, and body.</summary>
/// <param name="qeId">16 bytes that name the platform.</param>
/// <param name="qeSvn">ISVSVN of the quoting enclave, for headers of version 3.</param>
/// <param name="pceSvn">ISVSVN of the PCE, for headers of version 3.</param>
internal sealed class SignedPart(byte[] qeId, ushort qeSvn, ushort pceSvn)
{
    private const int DescriptorSize = sizeof(ushort) + sizeof(uint);

    /// <summary>The bytes to sign for a quote of that version about that body.</summary>
    public byte[] Of(ushort version, QuoteBodyType type, ReadOnlySpan<byte> body)
    {
        var isDescribed = version == Quote.NewestVersion;
        var bytes = new byte[QuoteHeader.Size + (isDescribed ? DescriptorSize : 0) + body.Length];
        WriteHeader(bytes, version, type is QuoteBodyType.Enclave ? TeeType.Sgx : TeeType.Tdx);
        if (isDescribed)
        {
            WriteUInt16LittleEndian(bytes.AsSpan(QuoteHeader.Size), (ushort)type);
            WriteInt32LittleEndian(bytes.AsSpan(QuoteHeader.Size + sizeof(ushort)), body.Length);
        }
        body.CopyTo(bytes.AsSpan(bytes.Length - body.Length));
        return bytes;
    }

    private void WriteHeader(Span<byte> header, ushort version, TeeType tee)
    {
        WriteUInt16LittleEndian(QuoteHeader.Layout.Version.In(header), version);
        WriteUInt16LittleEndian(QuoteHeader.Layout.AttestationKeyType.In(header), (ushort)AttestationKeyType.EcdsaP256);
        WriteUInt32LittleEndian(QuoteHeader.Layout.TeeType.In(header), (uint)tee);
        if (version == Quote.OldestVersion)
        {
            WriteUInt16LittleEndian(QuoteHeader.Layout.QeSvn.In(header), qeSvn);
            WriteUInt16LittleEndian(QuoteHeader.Layout.PceSvn.In(header), pceSvn);
        }
        IntelQuotingEnclaves.VendorId.CopyTo(QuoteHeader.Layout.QeVendorId.In(header));
        qeId.CopyTo(QuoteHeader.Layout.UserData.In(header));
    }
}
