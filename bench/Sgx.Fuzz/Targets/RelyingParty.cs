using System.Runtime.CompilerServices;
using System.Text;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Policy;
using Sgx.Dcap.Verification;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Fuzz.Targets;

/// <summary>What a verifier does with collateral once it believes it, here without asking whose word it is.</summary>
/// <remarks>Nothing that a fuzzer changes gets past a signature, and behind the signatures is more to be met.</remarks>
internal static class RelyingParty
{
    private static readonly TcbStatus[] QuotingEnclaveStatuses =
        [TcbStatus.UpToDate, TcbStatus.OutOfDate, TcbStatus.Revoked];

    private static readonly byte[] PckChainPem = Encoding.ASCII.GetBytes(SimulatedNode.Platform.Intel.PckChainPem);
    private static readonly PckChain Chain = PckChain.Parse(PckChainPem, new(root: null));
    private static readonly PckExtension Platform = Chain.ReadExtension();

    private static readonly Certificate TcbSigner = CertificateChain.Parse(
        SimulatedNode.Collateral.TcbInfoIssuerChain, new(root: null), CertificateRole.TcbSigning,
        CertificateRole.Root).Leaf;

    // The first is the one for which the good document is good.
    private static readonly Quote[] Enclaves = [SimulatedNode.Quote];
    private static readonly Quote[] Tds =
    [
        SimulatedNode.Quotes[^1],
        SimulatedNode.Quotes.First(quote => quote.IsTd),
        QuoteOfTd(new TdxTcb(ModuleSvn: 5, ModuleVersion: 0, MicrocodeSvn: 2)),
    ];

    private static readonly ProvenPlatform[] Platforms = [.. QuotingEnclaveStatuses.Select(PlatformWith)];

    /// <summary>Makes what it needs, all at once, so that no parser's memory is blamed for it.</summary>
    public static void MakeReady() => RuntimeHelpers.RunClassConstructor(typeof(RelyingParty).TypeHandle);

    /// <summary>Finds the levels of enclaves or TDs on platforms with more and less patched quoting enclaves.</summary>
    /// <exception cref="QuoteRejectedException">There is none for the first.</exception>
    public static void Judge(TcbInfo info)
    {
        info.RequireFor(Platform);
        _ = info.Validity.Covers(SimulatedNode.Time);
        var quotes = info.IsTdx ? Tds : Enclaves;
        Judge(info, quotes[0], Platforms[0]);
        foreach (var quote in quotes)
        {
            foreach (var platform in Platforms)
                TryToJudge(info, quote, platform);
        }
    }

    /// <summary>Holds the simulated quoting enclave of that kind against its identity.</summary>
    /// <exception cref="QuoteRejectedException">It is another.</exception>
    public static void Judge(QeIdentity identity)
    {
        var quote = identity.Id is QeIdentity.TdQeId ? Tds[0] : Enclaves[0];
        identity.RequireId(quote.QuotingEnclaveId());
        _ = identity.Match(quote.Signature.QeReport);
    }

    /// <summary>Looks for the platform's certificates, and the documents' signer, in the collateral's lists.</summary>
    /// <exception cref="QuoteRejectedException">Malformed, or one is there.</exception>
    public static void JudgeRevocation(QuoteCollateral collateral)
    {
        var lists = RevocationLists.Parse(collateral, new(root: null));
        lists.RequireNotRevoked(Chain);
        lists.RequireNotRevoked(TcbSigner);
        _ = CollateralKey.Of(collateral);
    }

    /// <summary>Reads what the platform's certificate says, then follows the chain from the root down.</summary>
    /// <exception cref="QuoteRejectedException">One does not look its part, or is not by the one above.</exception>
    public static void JudgePckChain(ReadOnlyMemory<byte> pem)
    {
        var chain = PckChain.Parse(pem, new(root: null));
        _ = chain.ReadExtension();
        _ = chain.Verify(new(root: null));
        _ = PlatformCertificate.Parse(pem);
        _ = CertificateFacts.OfPem(pem);
    }

    /// <summary>Takes it as the root of trust, and shows it.</summary>
    public static void JudgeRoot(ReadOnlyMemory<byte> pem)
    {
        var anchor = TrustAnchor.FromPem(Encoding.UTF8.GetString(pem.Span));
        FindingException.Unless(!anchor.IsIntel && anchor.Sha256 is not null, $"'{anchor.Subject}' counts as Intel's");
        _ = anchor.IsSimulated;
    }

    private static void Judge(TcbInfo info, Quote quote, ProvenPlatform platform)
    {
        quote.RequireKindOf(info);
        _ = quote.IsTd
            ? TcbEvaluation.OfTd(info, platform, quote.TdBody)
            : TcbEvaluation.OfEnclave(info, platform);
    }

    private static void TryToJudge(TcbInfo info, Quote quote, ProvenPlatform platform)
    {
        try
        {
            Judge(info, quote, platform);
        }
        catch (QuoteRejectedException)
        {
            // Revoked, or below every level, as some of them are even by good documents.
        }
    }

    private static Quote QuoteOfTd(TdxTcb tcb) => SimulatedNode.Platform.QuoteTd(
        new SimulatedTd(new() { MrTd = new byte[TdReportBody.MeasurementSize] }, tcb).CreateReport([]));

    private static ProvenPlatform PlatformWith(TcbStatus quotingEnclave)
    {
        var collateral = SimulatedNode.Platform.Intel.IssueCollateral(
            SimulatedNode.Time, new() { QuotingEnclaveStatus = quotingEnclave });
        return ProvenPlatform.Of(
            SimulatedNode.Quote,
            VerifiedCollateral.Of(collateral, SimulatedNode.Anchor, RootMatching.SameCertificate));
    }
}
