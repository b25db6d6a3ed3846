namespace Sgx.Samples.Tests;

public sealed class RaTlsTests : IDisposable
{
    private static readonly string Signer = new('5', 64);
    private static readonly string Other = new('6', 64);

    private readonly SamplePlatform _platform = new();

    public void Dispose() => _platform.Dispose();

    [Theory]
    [InlineData()]
    [InlineData("--legacy")]
    public async Task A_client_gets_a_greeting_of_the_enclave_that_it_wants(params string[] format)
    {
        using var server = Server([.. format]);
        using var client = Client(await server.Says("listening at"), Signer);

        Assert.True(await client.End() == 0, client.Output);
        Assert.Contains("client: hello, whoever you are", client.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_refuses_an_enclave_of_another_signer()
    {
        using var server = Server([]);
        using var client = Client(await server.Says("listening at"), Other);

        Assert.Equal(1, await client.End());
        Assert.Contains(
            $"peer refused at step Policy: mrSigner is {Signer}, not {Other}", client.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_say_whom_it_wants_does_not_start()
    {
        using var client = SampleProcess.Start(
            "ra-tls", ["client", "--url", "https://127.0.0.1:1", .. Terms], ("RA_TLS_MRSIGNER", "any"));

        Assert.Equal(2, await client.End());
        Assert.Contains("expected at least one measurement", client.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", "found http")]
    [InlineData("file:///etc/hostname", "found file")]
    [InlineData("127.0.0.1", "Invalid URI")]
    public async Task A_client_talks_to_no_server_without_TLS(string url, string why)
    {
        using var client = Client(url, Signer);

        Assert.Equal(2, await client.End());
        Assert.Contains(why, client.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_enclaves_talk_to_each_other()
    {
        using var server = Server(["--mutual", .. Terms]);
        using var client = Client(await server.Says("listening at"), Signer, AsEnclave(Signer));

        Assert.True(await client.End() == 0, client.Output);
        Assert.Contains("client: hello, enclave", client.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_wants_enclaves_does_not_serve_another_signer_or_nobody()
    {
        using var server = Server(["--mutual", .. Terms]);
        var url = await server.Says("listening at");
        using var stranger = Client(url, Signer, AsEnclave(Other));
        using var nobody = Client(url, Signer);

        Assert.Equal((1, 1), (await stranger.End(), await nobody.End()));
        Assert.Equal("the peer has shown none", await server.Says("refused at step Certificate:"));
        Assert.Equal($"mrSigner is {Other}, not {Signer}", await server.Says("refused at step Policy:"));
    }

    private string[] Terms => ["--collateral", _platform.Collateral, "--trusted-root", _platform.TrustedRoot];

    private string[] AsEnclave(string signer) => ["--state-dir", _platform.StateDir, "--mr-signer", signer];

    private SampleProcess Server(string[] arguments) =>
        SampleProcess.Start("ra-tls", ["server", .. AsEnclave(Signer), .. arguments], ("RA_TLS_MRSIGNER", Signer));

    private SampleProcess Client(string url, string wanted, params string[] arguments) => SampleProcess.Start(
        "ra-tls", ["client", "--url", url, .. Terms, .. arguments], ("RA_TLS_MRSIGNER", wanted));
}
