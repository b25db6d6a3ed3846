using System.CommandLine;
using System.Text;
using Microsoft.Extensions.Logging;
using Sgx;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.RaTls;
using Sgx.Files;

namespace RaTls;

/// <summary>Which peer a party wants: the enclave of Gramine's variables, on a platform it believes in.</summary>
internal sealed class PeerTerms
{
    private const int MaxCertificate = 64 * 1024;

    private readonly Option<string> _collateral = new("--collateral")
    {
        HelpName = "DIR|FILE", Description = "Intel's word about the peer's platform; read again when it changes",
        Required = true,
    };

    private readonly Option<string?> _trustedRoot = new("--trusted-root")
    {
        HelpName = "PEM", Description = "trust this root and no other [default: Intel's]",
    };

    private readonly Option<bool> _allowSimulatedRoot = new(SimulatedRootException.Option)
    {
        Description = "on a machine with SGX: let --trusted-root name a simulated one",
    };

    public void AddTo(Command command, bool required)
    {
        _collateral.Required = required;
        foreach (var option in (Option[])[_collateral, _trustedRoot, _allowSimulatedRoot])
            command.Add(option);
    }

    /// <exception cref="FormatException">A variable or a file makes no sense.</exception>
    public RaTlsVerifier Read(ParseResult parsed, ILoggerFactory log)
    {
        var collateral = parsed.GetValue(_collateral) ?? throw new FormatException("--collateral is needed");
        var verifier = new QuoteVerifier(ReadAnchor(parsed));
        var source = new FolderCollateralSource(collateral, verifier, log.CreateLogger<FolderCollateralSource>());
        return new(new(source, GramineVariables.ReadPolicy()), log.CreateLogger<RaTlsVerifier>());
    }

    private TrustAnchor ReadAnchor(ParseResult parsed)
    {
        if (parsed.GetValue(_trustedRoot) is not { } path)
            return TrustAnchor.Intel;
        var anchor = TrustAnchor.FromPem(Encoding.ASCII.GetString(BoundedFile.Read(path, MaxCertificate)));
        SimulatedRootException.ThrowUnless(parsed.GetValue(_allowSimulatedRoot), anchor, SgxDevice.IsPresent());
        return anchor;
    }
}
