using System.Collections.Immutable;
using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Protocols.Aesm;

/// <summary>Every request frame of the shared wire vectors, sent to a live service.</summary>
public sealed class WireVectorTests
{
    private const string NoVectors = "(the shared wire vectors are not beside the repository)";

    // Member and status of the reply; null: hung up on without one. Where versions of Intel's server differ, ours is
    // the one that its clients understand best: 3 rather than 1, and a key phase is never needed.
    private static readonly Dictionary<string, (int Member, uint Status)?> Expected = new()
    {
        ["req-01-legacy-init"] = (1, 30), ["req-02-legacy-quote"] = (2, 30), ["req-03-launch-token"] = (3, 30),
        ["req-04-report-status"] = (4, 30), ["req-10-whitelist-size"] = (10, 30), ["req-11-whitelist"] = (11, 30),
        ["req-12-extgroup-get"] = (12, 30), ["req-13-extgroup-set"] = (13, 30), ["req-14-register"] = (14, 30),
        ["req-18-check-update"] = (18, 30),
        ["req-15-init-key-enarx"] = (15, 0), ["req-15-init-key-fortanix"] = (15, 0),
        ["req-15-init-key-gramine"] = (15, 0), ["req-15-init-key-intel"] = (15, 0), ["req-15-init-key-nobuf"] = (15, 3),
        ["req-15-init-key-unknownid"] = (15, 38), ["req-15-init-key-wrongbuf"] = (15, 3),
        ["req-15-init-noid"] = (15, 3), ["req-15-init-shortid"] = (15, 3), ["req-15-init-size-dcapql"] = (15, 0),
        ["req-15-init-size-fortanix"] = (15, 0), ["req-15-init-size-fortanix951"] = (15, 0),
        ["req-15-init-size-intel229"] = (15, 0), ["req-15-init-size-intel230"] = (15, 0),
        ["req-15-init-size-oasis"] = (15, 0),
        ["req-16-size-intel"] = (16, 0), ["req-16-size-noid-intel229"] = (16, 3),
        ["req-17-quote-badqeinfo"] = (17, 3), ["req-17-quote-badreport"] = (17, 3), ["req-17-quote-fortanix"] = (17, 0),
        ["req-17-quote-gramine"] = (17, 0), ["req-17-quote-hugebuf"] = (17, 3), ["req-17-quote-intel"] = (17, 0),
        ["req-17-quote-noid"] = (17, 3), ["req-17-quote-qeinfo-intel"] = (17, 0), ["req-17-quote-small"] = (17, 3),
        ["req-19-select-11"] = (19, 3), ["req-19-select-badlen"] = (19, 3), ["req-19-select-ecdsa-intel"] = (19, 0),
        ["req-19-select-epid-ecdsa"] = (19, 0), ["req-19-select-nolist-intel"] = (19, 0),
        ["req-19-select-unknown"] = (19, 38),
        ["req-21-keynum-enarx"] = (21, 0), ["req-21-keynum-intel"] = (21, 0), ["req-21-keynum-notimeout"] = (21, 0),
        ["req-22-keyids-1-intel"] = (22, 0), ["req-22-keyids-2-intel"] = (22, 3), ["req-22-keyids-3-enarx"] = (22, 3),
        ["odd-longvarint"] = (15, 0), ["odd-reordered"] = (15, 0), ["odd-repeated"] = (15, 0),
        ["odd-unknown-subfield"] = (15, 0), ["odd-unknown-topfield"] = (15, 0),
        ["bad-missing-required"] = (15, 1),
        ["bad-empty"] = null, ["bad-garbage"] = null, ["bad-max-prefix"] = null, ["bad-member20"] = null,
        ["bad-nomember"] = null, ["bad-oversize-prefix"] = null, ["bad-short-frame"] = null,
        ["bad-truncated-sub"] = null, ["bad-two-members"] = null,
    };

    private static readonly ImmutableArray<string> Vectors = RepositoryRoot.Shared is { } shared
        ? [.. new[] { "req", "odd", "bad" }
            .SelectMany(kind => Directory.EnumerateFiles(Path.Combine(shared, "wire", "vectors"), kind + "-*.hex"))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order()]
        : [NoVectors];

    public static TheoryData<string> All => [.. Vectors];

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_is_answered_as_expected(string vector)
    {
        Assert.SkipWhen(vector == NoVectors, NoVectors);
        await using var helper = RunningHelper.Start();
        var frame = await Patched(Load(vector), helper.Client);

        using var client = helper.Raw();
        client.Send(frame);
        if (vector == "bad-short-frame")
            client.EndOfSending();
        var reply = client.Reply();

        if (Expected[vector] is not { } expected)
        {
            Assert.Null(reply);
            return;
        }

        var response = Wire.ParseResponse(reply!);
        Assert.Equal(expected, Wire.Answered(response));
        if (expected.Status == 0)
            AssertComplete(response, Request.Parser.ParseFrom(frame.AsSpan(4)));
    }

    private static byte[] Load(string vector)
    {
        var lines = File.ReadLines(RepositoryRoot.SharedOrSkip("wire", "vectors", vector + ".hex"));
        var hex = lines.Where(line => !line.StartsWith('#')).Select(line => line.Trim());
        return Convert.FromHexString(string.Concat(hex));
    }

    // The vectors hold a Report with a filler MAC and a buffer for a quote of 1456 bytes; a live QE needs its own.
    private static async Task<byte[]> Patched(byte[] frame, AesmClient platform)
    {
        const int VectorQuoteSize = 1456;
        if (frame.Length <= 4 || !TryParse(frame, out var request) || request.GetQuoteEx is not { } quote)
            return frame;

        var enclave = await platform.Initialize(AttestationKeyId.EcdsaP256, CancellationToken.None);
        if (quote.Report.Length == Report.Size)
            quote.Report = ByteString.CopyFrom(SimulatedApplication.Report(enclave.TargetInfo).Bytes.Span);
        if (quote.BufSize is VectorQuoteSize or VectorQuoteSize - 1)
        {
            var size = await platform.GetQuoteSize(AttestationKeyId.EcdsaP256, CancellationToken.None);
            quote.BufSize += (uint)(size - VectorQuoteSize);
        }
        return AesmFrame.Encode(request);
    }

    private static bool TryParse(byte[] frame, out Request request)
    {
        try
        {
            request = Request.Parser.ParseFrom(frame.AsSpan(4));
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            request = new();
            return false;
        }
    }

    private static void AssertComplete(Response response, Request request)
    {
        switch (response)
        {
            case { InitQuoteEx: { } init }:
                Assert.Equal(512, init.TargetInfo.Length);
                Assert.Equal(32UL, init.PubKeyIdSize);
                Assert.Equal(request.InitQuoteEx.BPubKeyId, init.HasPubKeyId);
                Assert.Equal(request.InitQuoteEx.BPubKeyId ? 32 : 0, init.PubKeyId.Length);
                break;
            case { GetQuoteSizeEx: { } size }:
                Assert.InRange(size.QuoteSize, 4000u, 8192u);
                break;
            case { GetQuoteEx: { } quote }:
                AssertQuote(quote, request.GetQuoteEx);
                break;
            case { SelectAttKeyId: { } selected }:
                var key = AttestationKeyId.Parse(selected.SelectedAttKeyId.Span);
                Assert.True(key.NamesSameKeyAs(AttestationKeyId.EcdsaP256));
                break;
            case { GetSupportedAttKeyIdNum: { } number }:
                Assert.Equal(1u, number.AttKeyIdNum);
                break;
            case { GetSupportedAttKeyIds: { } ids }:
                Assert.Equal(AttestationKeyId.EcdsaP256.Bytes.ToArray(), ids.AttKeyIds.ToByteArray());
                break;
            default:
                Assert.Fail($"nothing is known of {response}");
                break;
        }
    }

    private static void AssertQuote(GetQuoteExResponse answer, GetQuoteExRequest request)
    {
        Assert.Equal((int)request.BufSize, answer.Quote.Length);
        var quote = Sgx.Quotes.Quote.Parse(answer.Quote.Span);
        Assert.Equal(request.Report.Span[..ReportBody.Size], quote.Body.Bytes);
        Assert.Equal(request.HasQeReportInfo, answer.HasQeReportInfo);
        if (answer.HasQeReportInfo)
            Assert.True(QeReportInfo.Parse(answer.QeReportInfo.Span).Binds(quote));
    }
}
