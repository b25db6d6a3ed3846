using System.Security.Cryptography;
using Sgx.Quotes;
using Sgx.Simulation.Cpu;
using Sgx.Simulation.Pki;
using Sgx.Simulation.Quoting;

namespace Sgx.Simulation;

/// <summary>The quoting enclave in software: checks Reports, and signs what they say with a certified key.</summary>
internal sealed class SimulatedQuotingEnclave : IDisposable
{
    private readonly EnclaveIdentity _identity;
    private readonly ReportGate _gate;
    private readonly QuoteSigner _signer;
    private readonly SignedPart _signedPart;

    /// <summary>Loads the enclave: derives its attestation key and has it certified.</summary>
    public SimulatedQuotingEnclave(SimulatedPlatformOptions options, SimulatedIntel intel)
    {
        var seed = new Seed(options.Seed);
        _identity = IdentityOf(options.QeIsvSvn);
        _signer = new(
            options, intel, _identity, seed.DeriveKey($"attestation key, TCB {options.Tcb}, QE {options.QeIsvSvn}"));
        Info = new(_identity.ToTargetInfo(), _signer.PublicKeyId);
        _gate = new(Info.TargetInfo, options.AcceptRustSdkReports);
        _signedPart = new(seed.DeriveBytes("QE id", 16), options.QeIsvSvn, options.PceSvn);
        QuoteSize = _signer.SizeWith(
            _signedPart.Of(Quote.OldestVersion, QuoteBodyType.Enclave, new byte[ReportBody.Size]));
    }

    /// <summary>Whom to address Reports to, and which key answers them.</summary>
    public QuotingEnclaveInfo Info { get; }

    /// <summary>Bytes of every quote of version 3.</summary>
    public int QuoteSize { get; }

    /// <summary>Intel's QE3 but for its code: the MRENCLAVE is the digest of a sentence that says so.</summary>
    public static EnclaveIdentity IdentityOf(ushort isvSvn) => new()
    {
        MrEnclave = new(SHA256.HashData("This is a simulated quoting enclave: it protects and proves nothing."u8)),
        MrSigner = IntelQuotingEnclaves.Qe3MrSigner,
        IsvProdId = IntelQuotingEnclaves.Qe3ProdId,
        IsvSvn = isvSvn,
        Attributes = EnclaveAttributes.Init | EnclaveAttributes.Mode64Bit | EnclaveAttributes.ProvisionKey,
        Xfrm = 0xe7,
    };

    /// <summary>Quotes a Report, in version 3.</summary>
    /// <exception cref="QuotingException">The Report is not to be believed.</exception>
    public QuoteResponse GetQuote(Report report, QeReportInfo? question)
    {
        var layout = _gate.Admit(report);
        var quote = Sign(report, Quote.OldestVersion);
        return new(quote, question?.Answered(Answer(question, quote, report.Body.CpuSvn, layout)));
    }

    /// <summary>Quotes a Report, in version 3, 4 or 5.</summary>
    /// <exception cref="QuotingException">The Report is not to be believed.</exception>
    public Quote GetQuote(Report report, ushort version)
    {
        _ = _gate.Admit(report);
        return Sign(report, version);
    }

    private Quote Sign(Report report, ushort version) =>
        _signer.Sign(_signedPart.Of(version, QuoteBodyType.Enclave, report.Body.Bytes));

    // The application can check the answer only if it is made as its own Report was: same CPUSVN, same layout.
    private Report Answer(QeReportInfo question, Quote quote, ReadOnlySpan<byte> cpuSvn, ReportKeyLayout layout)
    {
        var body = _identity.ToReportBody(cpuSvn, SHA256.HashData([.. question.Nonce, .. quote.Bytes.Span]));
        var derivation = new ReportKeyDerivation(question.ApplicationTarget, cpuSvn, SimulatorConstants.KeyId);
        return ReportMac.Seal(body, derivation.Derive(layout));
    }

    public void Dispose()
    {
        _gate.Dispose();
        _signer.Dispose();
    }
}
