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
            { GetSupportedAttKeyIdNum: not null } => new() { GetSupportedAttKeyIdNum = new() { ErrorCode = 0, AttKeyIdNum = 2 } },
            { GetSupportedAttKeyIds.BufSize: 512 } => new()
            {
                GetSupportedAttKeyIds = new() { ErrorCode = 0, AttKeyIds = ByteString.CopyFrom([.. Key.Bytes.Span, .. new byte[256]]) },
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
            var answer = new InitQuoteExResponse { ErrorCode = 0, PubKeyIdSize = 32, TargetInfo = ByteString.CopyFrom(new byte[512]) };
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

        var refusal = await Assert.ThrowsAsync<AesmException>(async () => await service.Client.GetQuoteSize(Key, Cancellation));

        Assert.Equal(AesmStatus.AttKeyNotInitialized, refusal.Status);
        Assert.Equal(QuotingFailure.KeyNotInitialized, refusal.Failure);
        Assert.Contains("GetQuoteSizeEx", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_status_is_an_unexpected_error()
    {
        using var service = ScriptedService.Answering(_ => new() { GetQuoteSizeEx = new() { QuoteSize = 4000 } });

        var refusal = await Assert.ThrowsAsync<AesmException>(async () => await service.Client.GetQuoteSize(Key, Cancellation));

        Assert.Equal(AesmStatus.UnexpectedError, refusal.Status);
    }

    [Fact]
    public async Task A_status_without_a_name_is_told_by_its_number()
    {
        using var service = ScriptedService.Answering(_ => new() { GetQuoteSizeEx = new() { ErrorCode = 999 } });

        var refusal = await Assert.ThrowsAsync<AesmException>(async () => await service.Client.GetQuoteSize(Key, Cancellation));

        Assert.Equal(999u, (uint)refusal.Status);
        Assert.Contains("999", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "hung up after 0 of 4 bytes")]
    [InlineData("0500", "hung up after 2 of 4 bytes")]
    [InlineData("05000000 0102", "hung up after 2 of 5 bytes")]
    [InlineData("00000000", "a response of 0 bytes")]
    [InlineData("ffffffff", "a response of 4294967295 bytes")]
    [InlineData("02000000 ffff", "not an AESM message")]
    [InlineData("04000000 aa010208", "not an AESM message")]
    [InlineData("05000000 aa01020800", "does not answer GetQuoteSizeEx")]
    public async Task What_is_no_answer_is_a_protocol_error(string hex, string complaint)
    {
        using var service = ScriptedService.Sending(_ => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        var error = await Assert.ThrowsAsync<AesmProtocolException>(async () => await service.Client.GetQuoteSize(Key, Cancellation));

        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(4_000_000_000u)]
    public async Task An_impossible_number_of_keys_is_a_protocol_error(uint number)
    {
        using var service = ScriptedService.Answering(_ => new() { GetSupportedAttKeyIdNum = new() { ErrorCode = 0, AttKeyIdNum = number } });

        _ = await Assert.ThrowsAsync<AesmProtocolException>(async () => await service.Client.GetAttestationKeyIds(Cancellation));
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
        var client = new AesmClient(new() { SocketPath = "/nowhere/aesm.socket" });

        var error = await Assert.ThrowsAsync<QuotingException>(async () => await client.GetQuoteSize(Key, Cancellation));

        Assert.Equal(QuotingFailure.ServiceUnavailable, error.Failure);
        Assert.Contains("/nowhere/aesm.socket", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_costs_no_more_than_the_deadline()
    {
        using var service = ScriptedService.Sending(_ => null);
        var client = new AesmClient(new() { SocketPath = service.SocketPath, Timeout = TimeSpan.FromMilliseconds(100) });

        var error = await Assert.ThrowsAsync<QuotingException>(async () => await client.GetQuoteSize(Key, Cancellation));

        Assert.Equal(QuotingFailure.Timeout, error.Failure);
    }

    [Fact]
    public async Task A_caller_that_cancels_gets_its_own_cancellation()
    {
        using var service = ScriptedService.Sending(_ => null);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await service.Client.GetQuoteSize(Key, cancelled.Token));
    }
}
