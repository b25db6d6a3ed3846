using Sgx.Aesm;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Cli.Demo;

/// <summary>The product on one page: an enclave gets a secret by a quote, three quotes get none.</summary>
internal sealed class Demonstration(CliHost host, DemoPrograms programs)
{
    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>();

    private static readonly EnclaveIdentity Enclave = new()
    {
        MrEnclave = Measurement.Parse(new string('e', 64)),
        MrSigner = Measurement.Parse(new string('5', 64)),
        IsvProdId = 1,
        IsvSvn = 1,
    };

    /// <summary>Whether all went as told.</summary>
    public async Task<bool> Run(CancellationToken cancellation)
    {
        host.Say("Everything here is SIMULATED: the machine, its quotes, and the Intel that vouches for them.");
        await using var node = new DemoNode();

        host.Say("\n1. The node gets its quoting service.");
        await node.StartAgent(programs.Agent, Relay, cancellation);

        host.Say("\n2. The relying party gets Intel's word about the platform, and the root to trust.");
        var intel = node.OpenIntel();
        var now = host.Clock.GetUtcNow();
        CollateralFolder.Write(node.Collateral, intel.IssueCollateral(now), intel.TrustedRootPem);
        Relay($"collateral and root written to {node.Collateral}");

        host.Say("\n3. An enclave application proves what it is, and gets the secret.");
        var delivered = await Attest(node, cancellation);

        host.Say("\n4. Three quotes that are not to be trusted.");
        var quote = await node.GetQuote(Enclave, cancellation);
        var refused = ShowRefusals(new(intel, now), quote);

        host.Say(delivered && refused ? "\nAll went as told." : "\nNot all went as told.");
        return delivered && refused;
    }

    private void Relay(string line)
    {
        if (line.Length > 0)
            host.Say($"   {line}");
    }

    private async Task<bool> Attest(DemoNode node, CancellationToken cancellation)
    {
        string[] terms =
        [
            "relying-party", "--listen", "127.0.0.1:0", "--once",
            "--collateral", node.Collateral, "--trusted-root", node.TrustedRoot,
            "--mr-signer", $"{Enclave.MrSigner}", "--prod-id", $"{Enclave.IsvProdId}", "--min-svn", $"{Enclave.IsvSvn}",
            SimulatedRootException.Option,
        ];
        await using var relyingParty = DemoProgram.Start(programs.RemoteAttestation, terms, NoVariables, Relay);
        var address = (await relyingParty.FirstLine(cancellation)).Split(' ')[^1];

        string[] arguments =
        [
            "enclave", "--connect", address, "--socket", node.Socket,
            "--mr-enclave", $"{Enclave.MrEnclave}", "--mr-signer", $"{Enclave.MrSigner}",
        ];
        var optIn = new Dictionary<string, string> { [QuotingMode.Variable] = "1" };
        await using var application = DemoProgram.Start(programs.RemoteAttestation, arguments, optIn, Relay);
        return await application.WaitForExit(cancellation) == 0 && await relyingParty.WaitForExit(cancellation) == 0;
    }

    private bool ShowRefusals(DemoJudge judge, Quote quote)
    {
        // Were the quote as it is refused as well, the refusals would show nothing.
        var good = judge.Refuse(quote, CollateralFault.None, judge.SimulatedRoot);
        Relay($"as it is: {good ?? "verified and acceptable"}");

        (string What, string Expected, string? Why)[] refusals =
        [
            ("one bit of MRENCLAVE changed", nameof(RejectionReason.InvalidQuoteSignature),
                judge.Refuse(Tamper(quote), CollateralFault.None, judge.SimulatedRoot)),
            ("the platform's TCB outdated", "tcbStatus is OutOfDate",
                judge.Refuse(quote, CollateralFault.OutdatedTcb, judge.SimulatedRoot)),
            ("the simulated root not named as trusted", nameof(RejectionReason.PckCertChainUntrusted),
                judge.Refuse(quote, CollateralFault.None, TrustAnchor.Intel)),
        ];
        foreach (var (what, _, why) in refusals)
            Relay($"{what}: {why ?? "ACCEPTED"}");

        // Each for its own reason: one that is refused for another shows nothing.
        return good is null && refusals.All(
            refusal => refusal.Why?.Contains(refusal.Expected, StringComparison.Ordinal) is true);
    }

    private static Quote Tamper(Quote quote)
    {
        var bytes = quote.Bytes.ToArray();
        ReportBody.Layout.MrEnclave.In(bytes.AsSpan(QuoteHeader.Size))[0] ^= 1;
        return Quote.Parse(bytes);
    }
}
