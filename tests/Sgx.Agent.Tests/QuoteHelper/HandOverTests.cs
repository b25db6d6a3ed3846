using System.Net.Sockets;
using Sgx.Aesm;
using Sgx.Agent.Health;
using Sgx.Agent.Platforms;
using Sgx.Agent.QuoteHelper;
using Sgx.Agent.Sockets;
using Sgx.Agent.Tests.Support;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Simulation;
using Sgx.Testing;

namespace Sgx.Agent.Tests.QuoteHelper;

public sealed class HandOverTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SocketPath => _folder["aesm.socket"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_successor_takes_over_and_the_predecessor_answers_what_it_had_accepted()
    {
        await using var old = RunningHelper.Start(At);
        var enclave = await old.Platform.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        using var accepted = old.Raw();
        accepted.Send(0x06, 0, 0);

        await using var successor = RunningHelper.Start(At);
        var report = SimulatedApplication.Report(enclave.TargetInfo, "asked of the old one");
        var response = await successor.Client.GetQuote(new(report, AttestationKeyId.EcdsaP256), Cancellation);
        accepted.Send(0, 0xaa, 0x01, 0x03, 0x48, 0x98, 0x75);

        Assert.Equal(1, successor.Platform.Quotes);
        Assert.Equal(0, old.Platform.Quotes);
        Assert.Equal(report.Body.Bytes, response.Quote.Body.Bytes);
        Assert.Equal((21, 0u), Wire.Answered(accepted.Response()));
        await old.Stop();
        Assert.NotEmpty(await successor.Client.GetAttestationKeyIds(Cancellation));
    }

    [Fact]
    public async Task One_try_clients_notice_nothing_of_a_hundred_hand_overs()
    {
        var serving = RunningHelper.Start(At);
        using var end = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 16)
            .Select(_ => Task.Run(() => KeepAsking(end.Token), Cancellation))
            .ToArray();

        for (var i = 0; i < 100; i++)
        {
            var successor = RunningHelper.Start(At);
            await serving.DisposeAsync();
            serving = successor;
        }

        await end.CancelAsync();
        Assert.All(await Task.WhenAll(clients), quotes => Assert.InRange(quotes, 1, int.MaxValue));
        await serving.DisposeAsync();
    }

    [Fact]
    public async Task A_client_with_patience_gets_its_quote_over_a_restart()
    {
        var first = RunningHelper.Start(At);
        var enclave = await first.Client.Initialize(AttestationKeyId.EcdsaP256, Cancellation);
        await first.DisposeAsync();

        var client = new AesmClient(new() { SocketPath = SocketPath });
        var report = SimulatedApplication.Report(enclave.TargetInfo);
        var asked = client.GetQuote(new(report, AttestationKeyId.EcdsaP256), Cancellation).AsTask();
        await using var second = RunningHelper.Start(At);

        var response = await asked;
        Assert.Equal(enclave.PublicKeyId.Span, response.Quote.Signature.QeReport.ReportData[..32]);
    }

    [Fact]
    public async Task A_platform_in_another_process_may_be_lost_and_come_back()
    {
        using var elsewhere = new TemporaryFolder();
        QuoteHelperOptions Elsewhere(QuoteHelperOptions options) =>
            options with { SocketPath = elsewhere["platform.socket"] };
        var host = RunningHelper.Start(Elsewhere);
        var node = QuotingPlatforms.Simulated(new() { Seed = new byte[32] }) with
        {
            Quoting = new AesmClient(new() { SocketPath = elsewhere["platform.socket"] }),
        };
        using var stop = new CancellationTokenSource();
        await using var front = await QuotingService.Start(At(RunningHelper.Options(_folder)), node, Cancellation);
        var running = front.Run(stop.Token);
        var client = new AesmClient(new() { SocketPath = SocketPath, Patience = TimeSpan.Zero });
        var before = await SimulatedApplication.Quote(client, "before", Cancellation);

        await host.DisposeAsync();
        var asked = SimulatedApplication.Quote(client, "while it is away", Cancellation);
        await using var again = RunningHelper.Start(Elsewhere);

        Assert.Equal(before.Quote.Bytes.Length, (await asked).Quote.Bytes.Length);
        await stop.CancelAsync();
        await running;
    }

    [Theory]
    [InlineData("cannot quote", "cannot quote")]
    [InlineData("hangs", "no quote within")]
    [InlineData("wrong root", "PckCertChainUntrusted")]
    [InlineData("expired collateral", "not current")]
    [InlineData("revoked", "PckRevoked")]
    public async Task A_broken_newcomer_never_takes_over(string defect, string complaint)
    {
        await using var serving = RunningHelper.Start(At);
        var options = At(RunningHelper.Options(_folder)) with { Health = new() { ProofDeadline = Soon } };

        var refusal = await Assert.ThrowsAsync<ProofFailedException>(
            () => QuotingService.Start(options, Broken(defect), Cancellation));

        Assert.Contains(complaint, refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(await serving.Client.GetAttestationKeyIds(Cancellation));
        Assert.Equal([SocketPath], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_daemon_of_another_make_is_named_and_left_alone()
    {
        using var foreign = new ForeignDaemon(SocketPath);

        var refusal = await Assert.ThrowsAsync<ListenException>(() => Predecessor.Find(SocketPath, Cancellation));

        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_daemon_that_accepts_nobody_is_not_waited_for()
    {
        using var deaf = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        deaf.Bind(new UnixDomainSocketEndPoint(SocketPath));
        deaf.Listen(0);
        var waiting = new List<Socket>();
        try
        {
            do
                waiting.Add(new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false });
            while (TryConnect(waiting[^1]));

            _ = await Assert.ThrowsAsync<ListenException>(() => Predecessor.Find(SocketPath, Cancellation));
        }
        finally
        {
            waiting.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_socket_that_nobody_answers_on_has_no_predecessor()
    {
        using (var foreign = new ForeignDaemon(_folder["elsewhere"]))
            File.Move(_folder["elsewhere"], SocketPath);

        Assert.Null(await Predecessor.Find(SocketPath, Cancellation));
    }

    private bool TryConnect(Socket client)
    {
        try
        {
            client.Connect(new UnixDomainSocketEndPoint(SocketPath));
            return true;
        }
        catch (SocketException)
        {
            return false;   // the backlog is full
        }
    }

    private QuoteHelperOptions At(QuoteHelperOptions options) =>
        options with { SocketPath = SocketPath };

    private async Task<int> KeepAsking(CancellationToken end)
    {
        var client = new AesmClient(new() { SocketPath = SocketPath, Patience = TimeSpan.Zero });
        var quotes = 0;
        for (; !end.IsCancellationRequested; quotes++)
            _ = await SimulatedApplication.Quote(client, $"{quotes}", CancellationToken.None);
        return quotes;
    }

    private static NodePlatform Broken(string defect)
    {
        var node = QuotingPlatforms.Simulated(new() { Seed = new byte[32] });
        var scripted = new ScriptedPlatform(node.Quoting);
        switch (defect)
        {
            case "cannot quote":
                scripted.Failure = new QuotingException(QuotingFailure.OutOfEpc, "out of EPC");
                break;
            case "hangs":
                scripted.BeforeQuote = () => new TaskCompletionSource().Task;
                break;
        }

        return node with { Quoting = scripted, Self = new BrokenSelf(node.Self, defect) };
    }

    private sealed class BrokenSelf(ISelfAttestation self, string defect) : ISelfAttestation
    {
        private static readonly SimulatedPlatform Other =
            new(new() { Seed = Enumerable.Repeat((byte)7, 32).ToArray() });
        private static readonly SimulatedPlatform Same = new(new() { Seed = new byte[32] });

        public TrustAnchor Anchor =>
            defect == "wrong root" ? TrustAnchor.FromPem(Other.Intel.TrustedRootPem) : self.Anchor;

        public Report CreateReport(TargetInfo target, ReadOnlySpan<byte> reportData) =>
            self.CreateReport(target, reportData);

        public QuoteCollateral CollateralAt(DateTimeOffset time) => Same.Intel.IssueCollateral(time, new()
        {
            Fault = defect switch
            {
                "expired collateral" => CollateralFault.ExpiredCollateral,
                "revoked" => CollateralFault.RevokedPck,
                _ => CollateralFault.None,
            },
        });
    }
}
