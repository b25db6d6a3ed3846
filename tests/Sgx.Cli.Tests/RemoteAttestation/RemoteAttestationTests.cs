using Sgx.Cli.Tests.Support;
using Sgx.Dcap.Collateral;
using Sgx.Simulation;
using Sgx.Testing;

namespace Sgx.Cli.Tests.RemoteAttestation;

/// <summary>The two parties of the sample, each a process, with an agent between them where one is wanted.</summary>
public sealed class RemoteAttestationTests : IDisposable
{
    private const string Signer = "5151515151515151515151515151515151515151515151515151515151515151";
    private const string OtherSigner = "5252525252525252525252525252525252525252525252525252525252525252";

    private readonly TemporaryFolder _folder = new();

    public RemoteAttestationTests()
    {
        var intel = new SimulatedIntel(SimulatedState.Init(_folder["state"]));
        var collateral = intel.IssueCollateral(DateTimeOffset.UtcNow);
        CollateralFolder.Write(_folder["collateral"], collateral, intel.TrustedRootPem);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_enclave_gets_the_secret_by_a_quote_of_the_nodes_service()
    {
        await using var agent = await TestAgent.Start(_folder["state"], _folder["aesm.socket"]);

        var (relyingParty, enclave) = await Converse(Signer, optIn: true, "--socket", _folder["aesm.socket"]);

        Assert.Equal(0, relyingParty.ExitCode);
        Assert.Equal(0, enclave.ExitCode);
        Assert.StartsWith("enclave: quoting out-of-process", enclave.Output, StringComparison.Ordinal);
        Assert.Contains("secret delivered", relyingParty.Output, StringComparison.Ordinal);
        Assert.Contains("secret received, 8 bytes", enclave.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("treasure", relyingParty.Output + enclave.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enclave_that_does_not_opt_in_quotes_in_its_own_process()
    {
        var (relyingParty, enclave) = await Converse(Signer, optIn: false, "--state-dir", _folder["state"]);

        Assert.Equal((0, 0), (relyingParty.ExitCode, enclave.ExitCode));
        Assert.StartsWith("enclave: quoting in-process", enclave.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enclave_that_opts_in_never_falls_back()
    {
        var (relyingParty, enclave) = await Converse(
            Signer, optIn: true, "--socket", _folder["nobody.socket"], "--state-dir", _folder["state"]);

        Assert.Equal(3, enclave.ExitCode);
        Assert.Contains("no quoting service at", enclave.Output, StringComparison.Ordinal);
        Assert.Equal(1, relyingParty.ExitCode);
        Assert.Contains("the other party hung up", relyingParty.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enclave_of_another_signer_is_refused_and_told_why()
    {
        var (relyingParty, enclave) = await Converse(OtherSigner, optIn: false, "--state-dir", _folder["state"]);

        Assert.Equal((1, 1), (relyingParty.ExitCode, enclave.ExitCode));
        Assert.Contains($"mrSigner is {Signer}, not {OtherSigner}", enclave.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_debug_enclave_is_refused()
    {
        var (relyingParty, enclave) = await Converse(Signer, optIn: false, "--state-dir", _folder["state"], "--debug");

        Assert.Equal((1, 1), (relyingParty.ExitCode, enclave.ExitCode));
        Assert.Contains("debug is yes, not no", relyingParty.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enclave_on_another_platform_is_refused()
    {
        _ = SimulatedState.Init(_folder["other"]);

        var (relyingParty, enclave) = await Converse(Signer, optIn: false, "--state-dir", _folder["other"]);

        Assert.Equal((1, 1), (relyingParty.ExitCode, enclave.ExitCode));
        Assert.Contains("PckCertChainUntrusted", relyingParty.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relying_party_that_does_not_say_whom_it_wants_does_not_start()
    {
        using var relyingParty = PartyProcess.Start(
            ["relying-party", "--collateral", _folder["collateral"], "--prod-id", "1", "--min-svn", "1"]);

        var (exitCode, output) = await relyingParty.End();

        Assert.Equal(2, exitCode);
        Assert.Contains("--mr-signer or --mr-enclave is needed", output, StringComparison.Ordinal);
    }

    private async Task<((int ExitCode, string Output) RelyingParty, (int ExitCode, string Output) Enclave)> Converse(
        string signerWanted, bool optIn, params string[] enclaveArguments)
    {
        using var relyingParty = PartyProcess.Start(
        [
            "relying-party", "--once", "--collateral", _folder["collateral"],
            "--trusted-root", Path.Combine(_folder["collateral"], CollateralFolder.TrustedRoot),
            "--mr-signer", signerWanted, "--prod-id", "1", "--min-svn", "1", "--secret", "treasure",
        ]);
        var address = (await relyingParty.ReadLine()).Split(' ')[^1];

        using var enclave = PartyProcess.Start(
            ["enclave", "--connect", address, "--mr-signer", Signer, .. enclaveArguments], optIn);
        return (await relyingParty.End(), await enclave.End());
    }
}
