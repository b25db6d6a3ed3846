using System.Security.Cryptography;
using System.Text;
using Sgx.Quotes;
using Sgx.Simulation.Cpu;
using Sgx.Simulation.Pki;
using Sgx.Simulation.Quoting;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Simulation;

/// <summary>The quoting enclave in software: checks Reports, and signs what they say with a certified key.</summary>
internal sealed class SimulatedQuotingEnclave : IDisposable
{
    // As Intel's QE3: 00 01 … 1f.
    private static readonly byte[] AuthenticationData = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly EnclaveIdentity _identity;
    private readonly ReportGate _gate;
    private readonly AttestationKey _key;
    private readonly byte[] _header;
    private readonly byte[] _report;
    private readonly byte[] _reportSignature;
    private readonly CertificationData _certification;

    /// <summary>Loads the enclave: derives its attestation key and has it certified.</summary>
    public SimulatedQuotingEnclave(SimulatedPlatformOptions options, SimulatedIntel intel)
    {
        var seed = new Seed(options.Seed);
        _identity = IdentityOf(options.QeIsvSvn);
        _key = new(seed.DeriveKey($"attestation key, TCB {options.Tcb}, QE {options.QeIsvSvn}"));
        Info = new(_identity.ToTargetInfo(), SHA256.HashData([.. _key.RawPublicKey, .. AuthenticationData]));
        _gate = new(Info.TargetInfo, options.AcceptRustSdkReports);
        _header = Header(options, seed.DeriveBytes("QE id", 16));
        _report = _identity.ToReportBody(options.Tcb.ComponentSvns.AsSpan(), Info.PublicKeyId.Span);
        _reportSignature = new SimulatedPce(options).Certify(new(_report));
        _certification = new(CertificationDataType.PckChain, Encoding.ASCII.GetBytes(intel.PckChainPem + "\0"));
        QuoteSize = Assemble(SignedBytes(default), new byte[QuoteSignature.RawEcdsaSize]).Bytes.Length;
    }

    /// <summary>Whom to address Reports to, and which key answers them.</summary>
    public QuotingEnclaveInfo Info { get; }

    /// <summary>Bytes of every quote.</summary>
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

    /// <summary>Quotes a Report.</summary>
    /// <exception cref="QuotingException">The Report is not to be believed.</exception>
    public QuoteResponse GetQuote(Report report, QeReportInfo? question)
    {
        var layout = _gate.Admit(report);
        var signed = SignedBytes(report.Body.Bytes);
        var quote = Assemble(signed, _key.Sign(signed));
        return new(quote, question?.Answered(Answer(question, quote, report.Body.CpuSvn, layout)));
    }

    private byte[] SignedBytes(ReadOnlySpan<byte> reportBody)
    {
        var signed = new byte[QuoteHeader.Size + ReportBody.Size];
        _header.CopyTo(signed, 0);
        reportBody.CopyTo(signed.AsSpan(QuoteHeader.Size));
        return signed;
    }

    private Quote Assemble(byte[] signedBytes, byte[] signature) => Quote.Assemble(new()
    {
        SignedBytes = signedBytes,
        Signature = signature,
        AttestationKey = _key.RawPublicKey,
        QeReport = _report,
        QeReportSignature = _reportSignature,
        AuthenticationData = AuthenticationData,
        CertificationData = _certification,
    });

    // The application can check the answer only if it is made as its own Report was: same CPUSVN, same layout.
    private Report Answer(QeReportInfo question, Quote quote, ReadOnlySpan<byte> cpuSvn, ReportKeyLayout layout)
    {
        var body = _identity.ToReportBody(cpuSvn, SHA256.HashData([.. question.Nonce, .. quote.Bytes.Span]));
        var derivation = new ReportKeyDerivation(question.ApplicationTarget, cpuSvn, SimulatorConstants.KeyId);
        return ReportMac.Seal(body, derivation.Derive(layout));
    }

    private static byte[] Header(SimulatedPlatformOptions options, byte[] qeId)
    {
        var header = new byte[QuoteHeader.Size];
        WriteUInt16LittleEndian(QuoteHeader.Layout.Version.In(header), Quote.OldestVersion);
        WriteUInt16LittleEndian(QuoteHeader.Layout.AttestationKeyType.In(header), (ushort)AttestationKeyType.EcdsaP256);
        WriteUInt32LittleEndian(QuoteHeader.Layout.TeeType.In(header), (uint)TeeType.Sgx);
        WriteUInt16LittleEndian(QuoteHeader.Layout.QeSvn.In(header), options.QeIsvSvn);
        WriteUInt16LittleEndian(QuoteHeader.Layout.PceSvn.In(header), options.PceSvn);
        IntelQuotingEnclaves.VendorId.CopyTo(QuoteHeader.Layout.QeVendorId.In(header));
        qeId.CopyTo(QuoteHeader.Layout.UserData.In(header));
        return header;
    }

    public void Dispose()
    {
        _gate.Dispose();
        _key.Dispose();
    }
}
