using System.Security.Cryptography;
using System.Text;
using Sgx.Quotes;
using Sgx.Simulation.Pki;

namespace Sgx.Simulation.Quoting;

/// <summary>A quoting enclave's key, certified by the PCE, and all that quotes carry to vouch for it.</summary>
internal sealed class QuoteSigner : IDisposable
{
    // As Intel's QE3 and TDQE: 00 01 … 1f.
    private static readonly byte[] AuthenticationData = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly AttestationKey _key;
    private readonly byte[] _report;
    private readonly byte[] _reportSignature;
    private readonly CertificationData _certification;

    /// <param name="options">The platform.</param>
    /// <param name="intel">Who certifies it.</param>
    /// <param name="enclave">The quoting enclave.</param>
    /// <param name="key">Its attestation key.</param>
    public QuoteSigner(
        SimulatedPlatformOptions options, SimulatedIntel intel, EnclaveIdentity enclave, SimulatedKey key)
    {
        _key = new(key);
        PublicKeyId = SHA256.HashData([.. _key.RawPublicKey, .. AuthenticationData]);
        _report = enclave.ToReportBody(options.Tcb.ComponentSvns.AsSpan(), PublicKeyId.Span);
        _reportSignature = new SimulatedPce(options).Certify(new(_report));
        _certification = new(CertificationDataType.PckChain, Encoding.ASCII.GetBytes(intel.PckChainPem + "\0"));
    }

    /// <summary>SHA-256(attestation key || authentication data): 32 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKeyId { get; }

    /// <summary>The quote of header and body.</summary>
    public Quote Sign(byte[] signedPart) => Assemble(signedPart, _key.Sign(signedPart));

    /// <summary>Bytes of the quote of header and body.</summary>
    public int SizeWith(byte[] signedPart) =>
        Assemble(signedPart, new byte[QuoteSignature.RawEcdsaSize]).Bytes.Length;

    private Quote Assemble(byte[] signedPart, byte[] signature) => Quote.Assemble(new()
    {
        SignedBytes = signedPart,
        Signature = signature,
        AttestationKey = _key.RawPublicKey,
        QeReport = _report,
        QeReportSignature = _reportSignature,
        AuthenticationData = AuthenticationData,
        CertificationData = _certification,
    });

    public void Dispose() => _key.Dispose();
}
