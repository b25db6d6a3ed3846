using System.Collections.Immutable;
using Sgx.Binary;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx;

/// <summary>
/// Names the kind of attestation key that a quote is to be signed with: 256 bytes, the first 158 decide.
/// </summary>
/// <remarks>sgx_att_key_id_ext_t; the base is sgx_ql_att_key_id_t.</remarks>
public sealed class AttestationKeyId
{
    /// <summary>Bytes of a key id.</summary>
    public const int Size = 256;

    /// <summary>Bytes that identify the key; the rest is the caller's (SPID, type).</summary>
    public const int BaseSize = 158;

    private AttestationKeyId(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The key of Intel's QE3: ECDSA over P-256.</summary>
    public static AttestationKeyId EcdsaP256 { get; } =
        Create(IntelQuotingEnclaves.Qe3MrSigner, prodId: 1, AttestationAlgorithm.EcdsaP256);

    /// <summary>All 256 bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>MRSIGNER of the enclave that holds the key.</summary>
    public Measurement MrSigner => new(Layout.MrSigner.Of(Bytes.Span)[..Measurement.Size]);

    /// <summary>ISVPRODID of the enclave that holds the key.</summary>
    public uint ProdId => ReadUInt32LittleEndian(Layout.ProdId.Of(Bytes.Span));

    public AttestationAlgorithm Algorithm =>
        (AttestationAlgorithm)ReadUInt32LittleEndian(Layout.AlgorithmId.Of(Bytes.Span));

    /// <summary>Takes a copy of the bytes.</summary>
    /// <exception cref="SgxFormatException">Not 256 bytes.</exception>
    public static AttestationKeyId Parse(ReadOnlySpan<byte> bytes) =>
        new(SgxFormatException.ThrowUnlessSize(bytes, Size, nameof(AttestationKeyId)).ToArray());

    /// <summary>The key id of a quoting enclave.</summary>
    public static AttestationKeyId Create(Measurement mrSigner, uint prodId, AttestationAlgorithm algorithm)
    {
        var bytes = new byte[Size];
        WriteUInt16LittleEndian(Layout.MrSignerLength.In(bytes), Measurement.Size);
        mrSigner.ToBytes().CopyTo(Layout.MrSigner.In(bytes));
        WriteUInt32LittleEndian(Layout.ProdId.In(bytes), prodId);
        WriteUInt32LittleEndian(Layout.AlgorithmId.In(bytes), (uint)algorithm);
        return new(bytes);
    }

    /// <summary>Whether both name the same key: their first 158 bytes are equal.</summary>
    public bool NamesSameKeyAs(AttestationKeyId other) =>
        Bytes.Span[..BaseSize].SequenceEqual(other.Bytes.Span[..BaseSize]);

    /// <summary>Where each field stands.</summary>
    public static class Layout
    {
        public static readonly Field Id = new(0, 2);
        public static readonly Field Version = new(2, 2);
        public static readonly Field MrSignerLength = new(4, 2);
        public static readonly Field MrSigner = new(6, 48);
        public static readonly Field ProdId = new(54, 4);
        public static readonly Field ExtendedProdId = new(58, 16);
        public static readonly Field ConfigId = new(74, 64);
        public static readonly Field FamilyId = new(138, 16);
        public static readonly Field AlgorithmId = new(154, 4);
        public static readonly Field Spid = new(158, 16);
        public static readonly Field AttestationKeyType = new(174, 2);
        public static readonly Field Reserved = new(176, 80);

        /// <summary>All of them, in order.</summary>
        public static readonly ImmutableArray<Field> All =
        [
            Id, Version, MrSignerLength, MrSigner, ProdId, ExtendedProdId, ConfigId, FamilyId, AlgorithmId, Spid,
            AttestationKeyType, Reserved,
        ];
    }
}

/// <summary>algorithm_id of a key id.</summary>
public enum AttestationAlgorithm : uint
{
    EpidUnlinkable = 0,
    EpidLinkable = 1,
    EcdsaP256 = 2,
    EcdsaP384 = 3,
}
