using Sgx.Agent.Sockets;
using Sgx.Agent.Tests.Support;
using Sgx.Simulation;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Sockets;

public sealed class SuccessionTests : IDisposable
{
    private static readonly AttestationKeyId Key = AttestationKeyId.EcdsaP256;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SocketPath => _folder["aesm.socket"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_platform_may_succeed()
    {
        await using var old = RunningHelper.Start();
        var own = await Of(new() { Seed = new byte[32] });

        Assert.Null(await Succession.RequireSamePlatform(old.SocketPath, Key, own, Cancellation));
    }

    [Theory]
    [InlineData(7, 0, "another attestation key")]
    [InlineData(0, 1, "another quoting enclave")]
    public async Task Another_platform_is_refused_with_the_way_out(byte seed, int change, string what)
    {
        await using var old = RunningHelper.Start();
        var own = await Of(new() { Seed = Enumerable.Repeat(seed, 32).ToArray() });
        if (change != 0)
            own = own with { TargetInfo = TargetInfo.Parse(Changed(own.TargetInfo.Bytes.ToArray())) };

        var refusal = await Assert.ThrowsAsync<ListenException>(
            () => Succession.RequireSamePlatform(old.SocketPath, Key, own, Cancellation));

        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--accept-platform-change", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_predecessor_that_cannot_answer_is_no_obstacle_and_said()
    {
        using var foreign = new ForeignDaemon(SocketPath);
        var own = await Of(new() { Seed = new byte[32] });

        var note = await Succession.RequireSamePlatform(SocketPath, Key, own, Cancellation);

        Assert.Contains("could not be compared", note, StringComparison.Ordinal);
    }

    // One bit of the quoting enclave's measurement.
    private static byte[] Changed(byte[] targetInfo)
    {
        targetInfo[0] ^= 1;
        return targetInfo;
    }

    private static async Task<QuotingEnclaveInfo> Of(SimulatedPlatformOptions options) =>
        await new SimulatedPlatform(options).Initialize(Key, Cancellation);
}
