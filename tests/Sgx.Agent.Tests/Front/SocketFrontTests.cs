using Google.Protobuf;
using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Front;
using Sgx.Agent.Protocols.Aesm;
using Sgx.Agent.Tests.Support;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Front;

public sealed class SocketFrontTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixty_four_clients_get_quotes_while_others_misbehave()
    {
        await using var helper = RunningHelper.Start();
        using var half = helper.Raw().Send(0x10, 0, 0, 0, 0x7a);
        using var garbage = helper.Raw().Send([0x10, 0, 0, 0, .. Enumerable.Repeat((byte)0xff, 16)]);
        using var huge = helper.Raw().Send(0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4);
        var before = Environment.WorkingSet;

        var quotes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            SimulatedApplication.Quote(helper.Client, $"client {i}", Cancellation)));

        Assert.All(quotes, (response, i) =>
            Assert.Equal(SimulatedApplication.ReportDataOf($"client {i}"), response.Quote.Body.ReportData.ToArray()));
        Assert.Null(garbage.Reply());
        Assert.Null(huge.Reply());
        Assert.True(Environment.WorkingSet - before < 256L * 1024 * 1024, "a frame of 4 GiB was believed");
    }

    [Fact]
    public async Task A_request_may_come_byte_by_byte()
    {
        await using var helper = RunningHelper.Start();
        using var client = helper.Raw();
        foreach (var piece in AesmFrame.Encode(new Request { GetSupportedAttKeyIdNum = new() { Timeout = 15000 } }))
            client.Send(piece);

        Assert.Equal((21, 0u), Wire.Answered(client.Response()));
    }

    [Fact]
    public async Task The_largest_frame_is_read_and_a_larger_one_is_not()
    {
        await using var helper = RunningHelper.Start();
        using var largest = helper.Raw();
        using var larger = helper.Raw();

        Assert.Equal((2, 30u), Wire.Answered(largest.SendBody(LegacyQuote(AesmFrame.MaxRequestBody)).Response()));
        Assert.Null(larger.Send(1, 0, 1, 0).Reply());
    }

    [Fact]
    public async Task What_follows_the_request_is_not_answered()
    {
        await using var helper = RunningHelper.Start();
        using var client = helper.Raw();
        var frame = AesmFrame.Encode(new Request { GetSupportedAttKeyIdNum = new() });

        client.Send([.. frame, .. frame, .. frame]);

        Assert.Equal((21, 0u), Wire.Answered(client.Response()));
    }

    [Fact]
    public async Task A_peer_that_only_connects_is_let_go_at_its_deadline()
    {
        await using var helper = RunningHelper.Start(front: new FrontOptions { ReadTimeout = Short });
        using var silent = helper.Raw();

        Assert.Null(silent.Reply());
    }

    [Fact]
    public async Task A_quote_that_takes_too_long_is_answered_busy_and_finished_for_the_next_try()
    {
        await using var helper = RunningHelper.Start(front: new FrontOptions { AnswerTimeout = Short });
        var enclave = await helper.Platform.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        var finished = new TaskCompletionSource();
        helper.Platform.BeforeQuote = () => finished.Task;
        using var client = helper.Raw();

        var body = QuoteOf(SimulatedApplication.Report(enclave.TargetInfo));
        var answer = Wire.Answered(client.SendBody(body).Response());
        finished.SetResult();

        Assert.Equal((17, 18u), answer);
        var second = await SimulatedApplication.Quote(helper.Client, "again", Cancellation);
        Assert.Equal(3, second.Quote.Header.Version);
    }

    [Fact]
    public async Task Cheap_requests_do_not_wait_for_quotes()
    {
        await using var helper = RunningHelper.Start();
        var enclave = await helper.Platform.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        var finish = new TaskCompletionSource();
        helper.Platform.BeforeQuote = () => finish.Task;
        using var waiting = helper.Raw().SendBody(QuoteOf(SimulatedApplication.Report(enclave.TargetInfo)));

        var keys = await helper.Client.GetAttestationKeyIds(Cancellation);
        finish.SetResult();

        Assert.Single(keys);
        Assert.Equal((17, 0u), Wire.Answered(waiting.Response()));
    }

    [Fact]
    public async Task A_full_line_of_quotes_is_answered_busy()
    {
        await using var helper = RunningHelper.Start(queue: new() { Capacity = 1, Workers = 1 });
        var enclave = await helper.Platform.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        var finish = new TaskCompletionSource();
        helper.Platform.BeforeQuote = () => finish.Task;
        var body = QuoteOf(SimulatedApplication.Report(enclave.TargetInfo));

        var clients = Enumerable.Range(0, 8).Select(_ => helper.Raw().SendBody(body)).ToList();
        _ = await helper.Client.GetAttestationKeyIds(Cancellation);   // so all of them have been read
        finish.SetResult();
        var statuses = clients.ConvertAll(client => Wire.Answered(client.Response()).Status);
        clients.ForEach(client => client.Dispose());

        Assert.All(statuses, status => Assert.True(status is 0 or 18));
        Assert.InRange(statuses.Count(status => status == 18), 6, 7);   // one is being made, at most one waits
    }

    [Fact]
    public async Task A_quote_whose_client_has_left_is_not_begun()
    {
        await using var helper = RunningHelper.Start(
            new FrontOptions { WatchAfter = TimeSpan.Zero }, new() { Workers = 1 });
        var enclave = await helper.Platform.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        var finish = new TaskCompletionSource();
        helper.Platform.BeforeQuote = () => finish.Task;
        var body = QuoteOf(SimulatedApplication.Report(enclave.TargetInfo));

        using var first = helper.Raw().SendBody(body);
        helper.Raw().SendBody(body).Dispose();
        using var third = helper.Raw().SendBody(body);
        _ = await helper.Client.GetAttestationKeyIds(Cancellation);
        _ = await helper.Client.GetAttestationKeyIds(Cancellation);
        finish.SetResult();

        Assert.Equal((17, 0u), Wire.Answered(first.Response()));
        Assert.Equal((17, 0u), Wire.Answered(third.Response()));
        Assert.Equal(2, helper.Platform.Quotes);
    }

    [Fact]
    public async Task At_the_bound_of_connections_the_longest_silent_one_gives_way()
    {
        await using var helper = RunningHelper.Start(front: new FrontOptions { MaxConnections = 4 });
        var silent = Enumerable.Range(0, 4).Select(_ => helper.Raw()).ToList();
        _ = await helper.Client.GetAttestationKeyIds(Cancellation);

        Assert.Null(silent[0].Reply());
        var frame = AesmFrame.Encode(new Request { GetSupportedAttKeyIdNum = new() });
        Assert.Equal((21, 0u), Wire.Answered(silent[3].Send(frame).Response()));
        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Hoarders_of_memory_make_room_for_a_client_that_writes_in_two_pieces()
    {
        await using var helper = RunningHelper.Start(front: new FrontOptions { MaxBufferedBytes = 512 * 1024 });
        var hoarders = Enumerable.Range(0, 24)
            .Select(_ => helper.Raw().Send([0, 0, 1, 0, .. new byte[50_000]]))
            .ToList();

        for (var i = 0; i < 20; i++)
        {
            using var client = helper.Raw();
            var frame = AesmFrame.Encode(new Request { GetSupportedAttKeyIdNum = new() { Timeout = 15000 } });
            client.Send(frame.AsSpan(..4));
            _ = await helper.Client.GetAttestationKeyIds(Cancellation);
            Assert.Equal((21, 0u), Wire.Answered(client.Send(frame.AsSpan(4..)).Response()));
        }

        Assert.Null(hoarders[0].Reply());
        hoarders.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_quote_in_the_largest_buffer_comes_whole_to_a_reader_that_is_late()
    {
        const int Buffer = 256 * 1024;
        await using var helper = RunningHelper.Start();
        var enclave = await helper.Client.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        using var late = helper.Raw().SendBody(QuoteOf(SimulatedApplication.Report(enclave.TargetInfo), Buffer));
        await SimulatedApplication.Quote(helper.Client, "after it", Cancellation);

        var quote = late.Response().GetQuoteEx.Quote.ToByteArray();

        Assert.Equal(AesmReplies.MaxPadded, quote.Length);
        Assert.Equal(3, Sgx.Quotes.Quote.Parse(quote).Header.Version);
        Assert.False(quote.AsSpan(Sgx.Quotes.Quote.LengthOf(quote)).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public async Task Who_does_not_read_is_told_busy_before_it_takes_what_others_need()
    {
        const int Reply = 16 * 1024;
        await using var helper = RunningHelper.Start(front: new FrontOptions { MaxUnreadBytes = 32 * Reply });
        var enclave = await helper.Client.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        var body = QuoteOf(SimulatedApplication.Report(enclave.TargetInfo), Reply);
        var silent = Enumerable.Range(0, 24).Select(_ => helper.Raw().SendBody(body)).ToList();
        await Eventually.Holds(() => silent.TrueForAll(client => client.HasReply), Cancellation);

        var statuses = silent.ConvertAll(client => Wire.Answered(client.Response()).Status);
        silent.ForEach(client => client.Dispose());

        Assert.Contains(0u, statuses);
        Assert.Contains(18u, statuses);
        await Eventually.Holds(async () => await IsQuoted(helper), Cancellation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ending_to_send_hides_no_unread_quote(bool waitsToEnd)
    {
        const int Reply = 16 * 1024, Room = 32;
        await using var helper = RunningHelper.Start(front: new FrontOptions { MaxUnreadBytes = Room * Reply });
        var enclave = await helper.Client.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        var body = QuoteOf(SimulatedApplication.Report(enclave.TargetInfo), Reply);
        var silent = new List<RawClient>();
        for (var i = 0; i < Room; i++)
        {
            var client = helper.Raw().SendBody(body);
            silent.Add(client);
            if (waitsToEnd)
                await Eventually.Holds(() => client.HasReply, Cancellation);
            _ = client.EndOfSending();
        }

        await Eventually.Holds(() => silent.TrueForAll(client => client.HasReply), Cancellation);
        var statuses = silent.ConvertAll(client => Wire.Answered(client.Response()).Status);
        silent.ForEach(client => client.Dispose());

        Assert.Contains(18u, statuses);
    }

    [Fact]
    public async Task Who_reads_no_small_replies_gets_no_more_of_them_and_others_do()
    {
        await using var helper = RunningHelper.Start(
            front: new FrontOptions { MaxUnreadBytes = 1024 * 1024, OwnProcess = -1 });
        var silent = new List<RawClient>();
        var frame = AesmFrame.Encode(new Request { GetSupportedAttKeyIdNum = new() });
        await Eventually.Holds(
            () =>
            {
                silent.AddRange(Enumerable.Range(0, 32).Select(_ => helper.Raw().Send(frame)));
                using var probe = helper.Raw().Send(frame);
                return probe.Reply() is null;
            },
            Cancellation);
        Assert.InRange(silent.Count, 32, 4000);
        silent.ForEach(client => client.Dispose());

        await Eventually.Holds(async () => await IsQuoted(helper), Cancellation);
    }

    [Fact]
    public async Task A_refusal_does_not_repeat_what_is_no_question()
    {
        await using var helper = RunningHelper.Start();
        var enclave = await helper.Client.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        var request = new Request
        {
            GetQuoteEx = new()
            {
                AttKeyId = Wire.EcdsaKey,
                Report = ByteString.CopyFrom(SimulatedApplication.Report(enclave.TargetInfo).Bytes.Span),
                BufSize = 6000,
                QeReportInfo = ByteString.CopyFrom(new byte[60_000]),
            },
        };
        using var client = helper.Raw().SendBody(Wire.Body(request));

        Assert.InRange(client.BytesToEnd(), 4, 64);
        Assert.Equal(0, helper.Platform.Quotes);
    }

    [Fact]
    public async Task Stopping_answers_what_was_accepted_and_takes_the_socket_away()
    {
        await using var helper = RunningHelper.Start();
        var enclave = await helper.Platform.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        var begun = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        helper.Platform.BeforeQuote = () =>
        {
            _ = begun.TrySetResult();
            return finish.Task;
        };
        using var client = helper.Raw().SendBody(QuoteOf(SimulatedApplication.Report(enclave.TargetInfo)));
        await begun.Task;

        var stopping = helper.Stop();
        while (File.Exists(helper.SocketPath))
            await Task.Delay(5, Cancellation);
        finish.SetResult();
        await stopping;

        Assert.Equal((17, 0u), Wire.Answered(client.Response()));
    }

    // Whoever has left much unread is served again within a second after reading it.
    private static async Task<bool> IsQuoted(RunningHelper helper)
    {
        try
        {
            return (await SimulatedApplication.Quote(helper.Client, "again", Cancellation)).Quote.Header.Version == 3;
        }
        catch (QuotingException)
        {
            return false;
        }
    }

    private static byte[] QuoteOf(Report report, uint bufferSize = 6000) => Wire.Body(new()
    {
        GetQuoteEx = new()
        {
            AttKeyId = Wire.EcdsaKey,
            Report = ByteString.CopyFrom(report.Bytes.Span),
            BufSize = bufferSize,
        },
    });

    // Member 2, filled up to exactly so many bytes: tag 12, a length of three bytes, the rest an unknown field.
    private static byte[] LegacyQuote(int size)
    {
        var body = new byte[size];
        using var output = new CodedOutputStream(body);
        output.WriteTag(0x12);
        output.WriteLength(size - 4);
        output.WriteTag(0x2a);
        output.WriteLength(size - 8);
        output.Flush();
        return body;
    }
}
