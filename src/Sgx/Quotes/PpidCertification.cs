using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Quotes;

/// <summary>Certification data that only name the platform: what one asks Intel for its PCK certificate by.</summary>
/// <remarks>
/// sgx_ql_certification_data_t of the types 1, 2 and 3: PPID, CPUSVN, PCESVN, PCE id. Quotes made without a provider of
/// certificates carry it. A view: it lives only as long as the bytes under it.
/// </remarks>
public readonly ref struct PpidCertification
{
    private const int TailSize = 16 + sizeof(ushort) + sizeof(ushort);

    private readonly ReadOnlySpan<byte> _bytes;

    /// <exception cref="SgxFormatException">Not of type 1, 2 or 3, or not 36, 276 or 404 bytes.</exception>
    public PpidCertification(CertificationData data)
    {
        var ppidSize = data.Type switch
        {
            CertificationDataType.PpidClear => 16,
            CertificationDataType.PpidRsa2048 => 256,
            CertificationDataType.PpidRsa3072 => 384,
            _ => throw new SgxFormatException("Quote.certification data type", "1, 2 or 3", $"{(ushort)data.Type}"),
        };
        _bytes = SgxFormatException.ThrowUnlessSize(
            data.Bytes.Span, ppidSize + TailSize, $"Quote.certification data of type {(ushort)data.Type}");
    }

    /// <summary>16 bytes in clear (type 1), or 256 or 384 bytes that only Intel can decrypt (types 2 and 3).</summary>
    public ReadOnlySpan<byte> Ppid => _bytes[..^TailSize];

    /// <summary>16 bytes.</summary>
    public ReadOnlySpan<byte> CpuSvn => _bytes[^TailSize..^(2 * sizeof(ushort))];

    public ushort PceSvn => ReadUInt16LittleEndian(_bytes[^(2 * sizeof(ushort))..]);

    public ushort PceId => ReadUInt16LittleEndian(_bytes[^sizeof(ushort)..]);
}
