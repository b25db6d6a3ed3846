using System.Security.Cryptography;
using Sgx.Quotes;
using Sgx.Simulation.Cpu;
using Sgx.Simulation.Pki;
using Sgx.Simulation.Quoting;

namespace Sgx.Simulation;

/// <summary>The TDQE in software: checks TDREPORTs, and signs what they say with a certified key of its own.</summary>
internal sealed class SimulatedTdQuotingEnclave : IDisposable
{
    private readonly QuoteSigner _signer;
    private readonly SignedPart _signedPart;

    /// <summary>Loads the enclave: derives its attestation key and has it certified.</summary>
    public SimulatedTdQuotingEnclave(SimulatedPlatformOptions options, SimulatedIntel intel)
    {
        var seed = new Seed(options.Seed);
        _signer = new(
            options, intel, IdentityOf(options.TdqeIsvSvn),
            seed.DeriveKey($"attestation key, TCB {options.Tcb}, TDQE {options.TdqeIsvSvn}"));
        _signedPart = new(seed.DeriveBytes("TDQE id", 16), options.TdqeIsvSvn, options.PceSvn);
    }

    /// <summary>Quotes a TDREPORT.</summary>
    /// <param name="report">The TD's.</param>
    /// <param name="version">4 or 5.</param>
    /// <param name="type">The body: of TDX 1.0 or, in version 5 alone, of TDX 1.5.</param>
    /// <exception cref="QuotingException">The TDREPORT is not to be believed.</exception>
    public Quote GetQuote(TdReport report, ushort version, QuoteBodyType type)
    {
        if (report.Type != TdReport.TdxType)
            throw Refused($"its type is 0x{report.Type:x2}, not 0x{TdReport.TdxType:x2}");
        if (!TdReportMac.Holds(report))
            throw Refused("its MAC is wrong: no simulated CPU made it, or it was changed");
        if (!report.DigestsHold)
            throw Refused("what it says of module or TD is not what its digests cover: it was changed");
        return _signer.Sign(_signedPart.Of(version, type, report.ToQuoteBody(type)));
    }

    /// <summary>Intel's TDQE but for its code: the MRENCLAVE is the digest of a sentence that says so.</summary>
    private static EnclaveIdentity IdentityOf(ushort isvSvn) => SimulatedQuotingEnclave.IdentityOf(isvSvn) with
    {
        MrEnclave = new(SHA256.HashData("This is a simulated TD quoting enclave: it protects and proves nothing."u8)),
        MrSigner = IntelQuotingEnclaves.TdqeMrSigner,
        IsvProdId = IntelQuotingEnclaves.TdqeProdId,
    };

    private static QuotingException Refused(string why) =>
        new(QuotingFailure.InvalidReport, $"the TDREPORT is refused: {why}");

    public void Dispose() => _signer.Dispose();
}
