using System.Buffers.Binary;
using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;

namespace Sgx.Fuzz.Targets;

/// <summary>A request of every operation that is served, as a client would send it.</summary>
internal static class RequestSeeds
{
    private const int QuoteBuffer = 8192;

    private static readonly ByteString Key = ByteString.CopyFrom(AttestationKeyId.EcdsaP256.Bytes.Span);

    public static IEnumerable<Seed> All =>
    [
        Of("init_quote_ex-size", new() { InitQuoteEx = new() { AttKeyId = Key, BPubKeyId = false } }),
        Of("init_quote_ex-key", new() { InitQuoteEx = new() { AttKeyId = Key, BPubKeyId = true, BufSize = 32 } }),
        Of("get_quote_size_ex", new() { GetQuoteSizeEx = new() { AttKeyId = Key, Timeout = 10_000 } }),
        Of("get_quote_ex", new() { GetQuoteEx = Quote() }),
        Of("get_quote_ex-question", new() { GetQuoteEx = QuoteWithQuestion() }),
        Of("select_att_key_id", new() { SelectAttKeyId = new() }),
        Of("select_att_key_id-list", new() { SelectAttKeyId = new() { AttKeyIdList = KeyList() } }),
        Of("get_supported_att_key_id_num", new() { GetSupportedAttKeyIdNum = new() }),
        Of("get_supported_att_key_ids", new() { GetSupportedAttKeyIds = new() { BufSize = AttestationKeyId.Size } }),
        Of("identify", new() { Identify = new() }),
    ];

    /// <summary>A body with its length in front.</summary>
    public static byte[] Frame(byte[] body)
    {
        var frame = new byte[AesmFrame.PrefixSize + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame, AesmFrame.PrefixSize);
        return frame;
    }

    private static Seed Of(string name, Request request) => new(name, request.ToByteArray());

    private static GetQuoteExRequest Quote() => new()
    {
        Report = ByteString.CopyFrom(SimulatedNode.Report.Bytes.Span), AttKeyId = Key, BufSize = QuoteBuffer,
    };

    private static GetQuoteExRequest QuoteWithQuestion()
    {
        var question = QeReportInfo.Ask("sixteen nonbytes"u8, SimulatedNode.Application.TargetInfo);
        var request = Quote();
        request.QeReportInfo = ByteString.CopyFrom(question.Bytes.Span);
        return request;
    }

    private static ByteString KeyList() =>
        ByteString.CopyFrom(AttestationKeyIdList.Encode([AttestationKeyId.EcdsaP256]));
}
