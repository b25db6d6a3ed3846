using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sgx;
using Sgx.Dcap.RaTls;
using Sgx.Simulation;

namespace RaTls;

/// <summary>The enclave that a party is, and how it comes to its certificate.</summary>
/// <remarks>
/// Simulated: in a real enclave the key is made inside and never leaves it, and the quote comes from the node's quoting
/// service or, under Gramine, from <c>/dev/attestation</c>. The certificate is made by the same call.
/// </remarks>
internal sealed class EnclaveOptions
{
    private readonly Option<string?> _stateDir = new("--state-dir")
    {
        HelpName = "DIR", Description = "be an enclave: the simulated platform to quote with",
    };

    private readonly Option<string?> _mrSigner = new("--mr-signer")
    {
        HelpName = "HEX", Description = "signer that the simulated enclave has",
    };

    private readonly Option<bool> _legacy = new("--legacy")
    {
        Description = "carry the quote as Gramine did before 1.8",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_stateDir, _mrSigner, _legacy])
            command.Add(option);
    }

    /// <summary>A new certificate with its key; null for a party that is no enclave.</summary>
    public async Task<X509Certificate2?> Certify(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_stateDir) is not { } directory)
            return null;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var platform = new SimulatedPlatform(SimulatedState.Open(directory));
        var enclave = new SimulatedEnclave(ReadIdentity(parsed), new());
        return await RaTlsCertificate.Create(
            key,
            async (reportData, cancelled) =>
            {
                var id = AttestationKeyId.EcdsaP256;
                var quotingEnclave = await platform.Initialize(id, cancelled);
                var report = enclave.CreateReport(quotingEnclave.TargetInfo, reportData.Span);
                return (await platform.GetQuote(new(report, id), cancelled)).Quote;
            },
            new()
            {
                Formats = new HashSet<RaTlsFormat>
                {
                    parsed.GetValue(_legacy) ? RaTlsFormat.Legacy : RaTlsFormat.Interoperable,
                },
            },
            cancellation);
    }

    private EnclaveIdentity ReadIdentity(ParseResult parsed) => new()
    {
        MrEnclave = new(SHA256.HashData("RA-TLS sample, enclave"u8)),
        MrSigner = parsed.GetValue(_mrSigner) is { } hex
            ? Measurement.Parse(hex)
            : new(SHA256.HashData("RA-TLS sample, signer"u8)),
        IsvProdId = 1,
        IsvSvn = 1,
    };
}
