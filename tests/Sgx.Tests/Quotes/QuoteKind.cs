using System.Buffers.Binary;
using Sgx.Quotes;

namespace Sgx.Tests.Quotes;

/// <summary>A version and a body, with parts of filler that make such a quote; and where its counts stand.</summary>
public sealed record QuoteKind(ushort Version, QuoteBodyType BodyType)
{
    public const int CertificationSize = 100;

    public static readonly QuoteKind[] All =
    [
        new(3, QuoteBodyType.Enclave), new(4, QuoteBodyType.Enclave), new(4, QuoteBodyType.Td10),
        new(5, QuoteBodyType.Enclave), new(5, QuoteBodyType.Td10), new(5, QuoteBodyType.Td15),
        new(5, QuoteBodyType.TdExtended),
    ];

    /// <summary>As test names have it.</summary>
    public static QuoteKind Named(string name) => All.Single(kind => $"{kind}" == name);

    public static TheoryData<string> Names => [.. All.Select(kind => $"{kind}")];

    public static TheoryData<string> NestedNames =>
        [.. All.Where(kind => kind.IsNested).Select(kind => $"{kind}")];

    public bool IsNested => Version > 3;
    public int BodyOffset => Version == 5 ? 54 : 48;
    public int BodySize => BodyType switch
    {
        QuoteBodyType.Enclave => 384,
        QuoteBodyType.Td10 => 584,
        QuoteBodyType.Td15 => 648,
        _ => 885,
    };

    public int SignatureLengthOffset => BodyOffset + BodySize;
    public int SignatureOffset => SignatureLengthOffset + 4;
    public int OuterTypeOffset => SignatureOffset + 128;
    public int AuthenticationSizeOffset => SignatureOffset + 576 + (IsNested ? 6 : 0);
    public int CertificationTypeOffset => AuthenticationSizeOffset + 2 + 32;
    public int CertificationSizeOffset => CertificationTypeOffset + 2;

    public byte[] Bytes() => Quote.Assemble(Parts()).Bytes.ToArray();

    public QuoteParts Parts() => new()
    {
        SignedBytes = SignedBytes(),
        Signature = Filler(64, 3),
        AttestationKey = Filler(64, 4),
        QeReport = Filler(384, 5),
        QeReportSignature = Filler(64, 6),
        AuthenticationData = Filler(32, 7),
        CertificationData = new(CertificationDataType.PckChain, Filler(CertificationSize, 8)),
    };

    public static byte[] Filler(int length, byte value) => [.. Enumerable.Repeat(value, length)];

    public override string ToString() => $"version {Version}, {BodyType}";

    private byte[] SignedBytes()
    {
        var bytes = new byte[BodyOffset + BodySize];
        bytes[0] = (byte)Version;
        bytes[2] = 2;
        bytes[4] = BodyType is QuoteBodyType.Enclave ? (byte)0 : (byte)0x81;
        if (Version == 5)
        {
            bytes[48] = (byte)BodyType;
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(50), BodySize);
        }
        bytes.AsSpan(BodyOffset).Fill(2);
        return bytes;
    }
}
