using Google.Protobuf;
using Sgx.Aesm.Wire;

namespace Sgx.Aesm.Tests;

public sealed class AesmClientTests
{
    private static readonly AttestationKeyId Key = AttestationKeyId.EcdsaP256;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_asks_how_many_keys_there_are_and_then_for_them()
    {
        using var service = ScriptedService.Answering(request => request switch
        {
            { GetSupportedAttKeyIdNum: not null } => new()
            {
                GetSupportedAttKeyIdNum = new() { ErrorCode = 0, AttKeyIdNum = 2 },
            },
            { GetSupportedAttKeyIds.BufSize: 512 } => new()
            {
                GetSupportedAttKeyIds = new()
                {
                    ErrorCode = 0,
                    AttKeyIds = ByteString.CopyFrom([.. Key.Bytes.Span, .. new byte[256]]),
                },
            },
            _ => new(),
        });

        var keys = await service.Client.GetAttestationKeyIds(Cancellation);

        Assert.Equal(2, keys.Count);
        Assert.True(keys[0].NamesSameKeyAs(Key));
    }

    [Fact]
    public async Task It_initialises_in_two_phases_as_unmodified_clients_do()
    {
        var phases = new List<InitQuoteExRequest>();
        using var service = ScriptedService.Answering(request =>
        {
            phases.Add(request.InitQuoteEx);
            var answer = new InitQuoteExResponse
            {
                ErrorCode = 0,
                PubKeyIdSize = 32,
                TargetInfo = ByteString.CopyFrom(new byte[512]),
            };
            if (request.InitQuoteEx.BPubKeyId)
                answer.PubKeyId = ByteString.CopyFrom(new byte[32]);
            return new() { InitQuoteEx = answer };
        });

        var enclave = await service.Client.Initialize(Key, Cancellation);

        Assert.Equal([false, true], phases.Select(phase => phase.BPubKeyId));
        Assert.Equal([0UL, 32UL], phases.Select(phase => phase.BufSize));
        Assert.Equal(32, enclave.PublicKeyId.Length);
    }

    [Fact]
    public async Task A_status_becomes_a_typed_error()
    {
        using var service = ScriptedService.Answering(_ => new() { GetQuoteSizeEx = new() { ErrorCode = 42 } });

        var refusal = await Assert.ThrowsAsync<AesmException>(
            async () => await service.Client.GetQuoteSize(Key, Cancellation));

        Assert.Equal(AesmStatus.AttKeyNotInitialized, refusal.Status);
        Assert.Equal(QuotingFailure.KeyNotInitialized, refusal.Failure);
        Assert.Contains("GetQuoteSizeEx", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_status_is_an_unexpected_error()
    {
        using var service = ScriptedService.Answering(_ => new() { GetQuoteSizeEx = new() { QuoteSize = 4000 } });

        var refusal = await Assert.ThrowsAsync<AesmException>(
            async () => await service.Client.GetQuoteSize(Key, Cancellation));

        Assert.Equal(AesmStatus.UnexpectedError, refusal.Status);
    }

    [Fact]
    public async Task A_status_without_a_name_is_told_by_its_number()
    {
        using var service = ScriptedService.Answering(_ => new() { GetQuoteSizeEx = new() { ErrorCode = 999 } });

        var refusal = await Assert.ThrowsAsync<AesmException>(
            async () => await service.Client.GetQuoteSize(Key, Cancellation));

        Assert.Equal(999u, (uint)refusal.Status);
        Assert.Contains("999", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000000", "a response of 0 bytes")]
    [InlineData("ffffffff", "a response of 4294967295 bytes")]
    [InlineData("02000000 ffff", "not an AESM message")]
    [InlineData("04000000 aa010208", "not an AESM message")]
    [InlineData("05000000 aa01020800", "does not answer GetQuoteSizeEx")]
    public async Task What_is_no_answer_is_a_protocol_error(string hex, string complaint)
    {
        using var service = ScriptedService.Sending(
            _ => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        var error = await Assert.ThrowsAsync<AesmProtocolException>(
            async () => await service.Client.GetQuoteSize(Key, Cancellation));

        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "hung up after 0 of 4 bytes")]
    [InlineData("0500", "hung up after 2 of 4 bytes")]
    [InlineData("05000000 0102", "hung up after 2 of 5 bytes")]
    public async Task A_service_that_hangs_up_is_told_when_patience_is_at_its_end(string hex, string complaint)
    {
        var tries = 0;
        using var service = ScriptedService.Sending(_ =>
        {
            tries++;
            return Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        });

        var error = await Assert.ThrowsAsync<AesmHangUpException>(
            async () => await service.Impatient.GetQuoteSize(Key, Cancellation));

        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task It_tries_again_where_the_service_hung_up()
    {
        var tries = 0;
        using var service = ScriptedService.Sending(_ => ++tries < 4
            ? []
            : AesmFrame.Encode(new Response { GetQuoteSizeEx = new() { ErrorCode = 0, QuoteSize = 4000 } }));

        Assert.Equal(4000, await service.Client.GetQuoteSize(Key, Cancellation));
        Assert.Equal(4, tries);
    }

    [Fact]
    public async Task It_waits_for_a_service_that_is_not_there_yet()
    {
        using var folder = new Sgx.Testing.TemporaryFolder();
        var client = new AesmClient(new() { SocketPath = folder["aesm.socket"] });

        var asked = client.GetQuoteSize(Key, Cancellation).AsTask();
        await Task.Delay(50, Cancellation);
        Assert.False(asked.IsCompleted);
        using var service = ScriptedService.At(
            folder["aesm.socket"], _ => new() { GetQuoteSizeEx = new() { ErrorCode = 0, QuoteSize = 4000 } });

        Assert.Equal(4000, await asked);
    }

    [Theory]
    [InlineData(18u)]
    [InlineData(30u)]
    public async Task It_never_tries_again_what_was_refused(uint status)
    {
        var tries = 0;
        using var service = ScriptedService.Answering(_ =>
        {
            tries++;
            return new() { GetQuoteSizeEx = new() { ErrorCode = status } };
        });

        _ = await Assert.ThrowsAsync<AesmException>(async () => await service.Client.GetQuoteSize(Key, Cancellation));

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_daemon_of_another_make_has_no_identity()
    {
        using var service = ScriptedService.Sending(_ => []);

        Assert.Null(await service.Client.Identify(Cancellation));
    }

    [Fact]
    public async Task What_a_stranger_says_of_itself_is_one_printable_line()
    {
        using var service = ScriptedService.Answering(_ => new()
        {
            Identify = new()
            {
                Product = ServiceIdentity.ProductName,
                Version = "1\u001b[2J",
                Platform = "real\nsgx: all is well",
                Trouble = new('x', 5000),
            },
        });

        var identity = await service.Client.Identify(Cancellation);

        Assert.Equal("1\uFFFD[2J", identity!.Version);
        Assert.Equal("real\uFFFDsgx: all is well", identity.Platform);
        Assert.Equal(512, identity.Trouble.Length);
    }

    [Fact]
    public async Task It_waits_until_the_service_is_ready()
    {
        var asked = 0;
        using var service = ScriptedService.Answering(_ => new()
        {
            Identify = new()
            {
                ErrorCode = 0,
                Product = ServiceIdentity.ProductName,
                Version = "1.2.3",
                IsReady = ++asked == 3,
            },
        });

        await service.Client.WaitUntilReady(Cancellation);

        Assert.Equal(3, asked);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(4_000_000_000u)]
    public async Task An_impossible_number_of_keys_is_a_protocol_error(uint number)
    {
        using var service = ScriptedService.Answering(
            _ => new() { GetSupportedAttKeyIdNum = new() { ErrorCode = 0, AttKeyIdNum = number } });

        _ = await Assert.ThrowsAsync<AesmProtocolException>(
            async () => await service.Client.GetAttestationKeyIds(Cancellation));
    }

    [Fact]
    public async Task A_quote_that_is_none_is_a_protocol_error()
    {
        using var service = ScriptedService.Answering(request => request.GetQuoteEx is null
            ? new() { GetQuoteSizeEx = new() { ErrorCode = 0, QuoteSize = 100 } }
            : new() { GetQuoteEx = new() { ErrorCode = 0, Quote = ByteString.CopyFrom(new byte[100]) } });

        var error = await Assert.ThrowsAsync<AesmProtocolException>(async () =>
            await service.Client.GetQuote(new(Report.Parse(new byte[Report.Size]), Key), Cancellation));

        Assert.IsType<SgxFormatException>(error.InnerException);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told_with_its_path()
    {
        var client = new AesmClient(new() { SocketPath = "/nowhere/aesm.socket", Patience = TimeSpan.Zero });

        var error = await Assert.ThrowsAsync<QuotingException>(
            async () => await client.GetQuoteSize(Key, Cancellation));

        Assert.Equal(QuotingFailure.ServiceUnavailable, error.Failure);
        Assert.Contains("/nowhere/aesm.socket", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_costs_no_more_than_the_deadline()
    {
        using var service = ScriptedService.Sending(_ => null);
        var timeout = TimeSpan.FromMilliseconds(100);
        var client = new AesmClient(new() { SocketPath = service.SocketPath, Timeout = timeout });

        var error = await Assert.ThrowsAsync<QuotingException>(
            async () => await client.GetQuoteSize(Key, Cancellation));

        Assert.Equal(QuotingFailure.Timeout, error.Failure);
    }

    [Fact]
    public async Task A_caller_that_cancels_gets_its_own_cancellation()
    {
        using var service = ScriptedService.Sending(_ => null);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await service.Client.GetQuoteSize(Key, cancelled.Token));
    }
}
