using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;

namespace Sgx.Soak.Clients;

/// <summary>The requests of a client's whole way to a quote, encoded once where they never change.</summary>
internal static class Frames
{
    /// <summary>Bytes of the public key id, as every init reply says.</summary>
    private const int PublicKeyIdSize = 32;

    private static readonly ByteString Key = ByteString.CopyFrom(AttestationKeyId.EcdsaP256.Bytes.Span);

    public static byte[] KeyCount { get; } = AesmFrame.Encode(new Request { GetSupportedAttKeyIdNum = new() });

    public static byte[] Keys { get; } =
        AesmFrame.Encode(new Request { GetSupportedAttKeyIds = new() { BufSize = AttestationKeyId.Size } });

    public static byte[] InitSizePhase { get; } =
        AesmFrame.Encode(new Request { InitQuoteEx = new() { AttKeyId = Key, BPubKeyId = false } });

    public static byte[] InitKeyPhase { get; } = AesmFrame.Encode(
        new Request { InitQuoteEx = new() { AttKeyId = Key, BPubKeyId = true, BufSize = PublicKeyIdSize } });

    public static byte[] QuoteSize { get; } =
        AesmFrame.Encode(new Request { GetQuoteSizeEx = new() { AttKeyId = Key } });

    public static byte[] Quote(Report report, uint bufferSize, int questionBytes = 0)
    {
        var wrapped = UnsafeByteOperations.UnsafeWrap(report.Bytes);
        var request = new GetQuoteExRequest { Report = wrapped, AttKeyId = Key, BufSize = bufferSize };
        if (questionBytes > 0)
            request.QeReportInfo = ByteString.CopyFrom(new byte[questionBytes]);
        return AesmFrame.Encode(new Request { GetQuoteEx = request });
    }
}
