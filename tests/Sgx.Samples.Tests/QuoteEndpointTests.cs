using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sgx.Simulation;
using Sgx.Testing;

namespace Sgx.Samples.Tests;

public sealed class QuoteEndpointTests : IAsyncLifetime
{
    private const string QuoteType = "application/octet-stream";

    private readonly SamplePlatform _platform = new();
    private readonly HttpClient _client = new();
    private readonly SampleProcess _endpoint;

    public QuoteEndpointTests() => _endpoint = SampleProcess.Start(
        "quote-endpoint",
        [
            "--urls", "http://127.0.0.1:0", "--Verifier:Collateral", _platform.Collateral,
            "--Verifier:TrustedRoot", _platform.TrustedRoot,
            "--Verifier:MrSigner", SimulatedNode.Application.Identity.MrSigner.ToString(),
        ],
        ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _client.BaseAddress = new(await _endpoint.Says("Now listening on:"));

    public ValueTask DisposeAsync()
    {
        _endpoint.Dispose();
        _client.Dispose();
        _platform.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_good_quote_gets_its_claims_and_a_log_without_report_data()
    {
        var reportData = RandomNumberGenerator.GetBytes(64);

        var (status, type, body) = await Post(await QuoteOf(SimulatedNode.Application, reportData));

        Assert.Equal((HttpStatusCode.OK, "application/json"), (status, type));
        Assert.Equal(Convert.ToHexStringLower(reportData), (string?)body["reportData"]);
        Assert.Equal(SimulatedNode.Application.Identity.MrEnclave.ToString(), (string?)body["enclave"]!["mrEnclave"]);
        Assert.Equal("UpToDate", (string?)body["tcbStatus"]);
        Assert.Equal("none", (string?)body["platformBinding"]);
        Assert.True((bool)body["root"]!["isSimulated"]!);
        _ = await _endpoint.Says($"accepted {SimulatedNode.Application.Identity.MrEnclave}, TCB UpToDate");
        Assert.DoesNotContain(Convert.ToHexStringLower(reportData), _endpoint.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enclave_that_is_not_wanted_gets_problem_details_with_the_mismatch()
    {
        var other = new SimulatedEnclave(SimulatedNode.Application.Identity with { MrSigner = default }, new());

        var (status, type, body) = await Post(await QuoteOf(other, new byte[64]));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (status, type));
        Assert.Equal(("Policy", 422), ((string?)body["step"], (int?)body["status"]));
        Assert.Equal("mrSigner", (string?)Assert.Single(body["mismatches"]!.AsArray())!["field"]);
    }

    [Fact]
    public async Task A_changed_quote_gets_problem_details_with_the_reason()
    {
        var quote = await QuoteOf(SimulatedNode.Application, new byte[64]);
        quote[400] ^= 1;

        var (status, _, body) = await Post(quote);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(("Quote", "InvalidQuoteSignature"), ((string?)body["step"], (string?)body["reason"]));
    }

    [Fact]
    public async Task What_is_no_quote_is_a_bad_request()
    {
        var (status, _, body) = await Post([1, 2, 3]);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("Quote.header: expected 48 bytes at offset 0, found 3", (string?)body["detail"]);
    }

    [Fact]
    public async Task A_body_over_64_KiB_is_not_read()
    {
        var (status, _, body) = await Post(new byte[(64 * 1024) + 1]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("Request", (string?)body["step"]);
    }

    [Fact]
    public async Task Another_type_is_not_taken()
    {
        var (status, _, _) = await Post([1], "text/plain");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
    }

    [Fact]
    public async Task Without_collateral_it_does_not_start()
    {
        using var endpoint = SampleProcess.Start("quote-endpoint", ["--Verifier:Collateral", "/nowhere"]);

        Assert.Equal(2, await endpoint.End());
        Assert.Contains("neither a folder nor a bundle at /nowhere", endpoint.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoked_is_no_status_to_accept()
    {
        using var endpoint = SampleProcess.Start(
            "quote-endpoint",
            ["--Verifier:Collateral", _platform.Collateral, "--Verifier:AcceptedTcbStatuses", "OutOfDate,Revoked"]);

        Assert.Equal(2, await endpoint.End());
        Assert.Contains("TCB statuses but Revoked, found 'Revoked'", endpoint.Output, StringComparison.Ordinal);
    }

    private async Task<byte[]> QuoteOf(SimulatedEnclave enclave, byte[] reportData)
    {
        using var platform = new SimulatedPlatform(_platform.Options);
        return (await SimulatedNode.Quote(platform, enclave, reportData)).Bytes.ToArray();
    }

    private async Task<(HttpStatusCode Status, string? Type, JsonNode Body)> Post(byte[] body, string type = QuoteType)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var response = await _client.PostAsync(new Uri("/quotes", UriKind.Relative), content, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, JsonNode.Parse(text)!);
    }
}
