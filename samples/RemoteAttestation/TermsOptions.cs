using System.CommandLine;
using System.Text;
using Sgx;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Files;

namespace RemoteAttestation;

/// <summary>The options that say on which terms the relying party gives its secret.</summary>
internal sealed class TermsOptions
{
    private const int MaxCertificate = 64 * 1024;

    private readonly Option<string> _collateral =
        PartyOption.Create<string>("--collateral", "DIR|FILE", "Intel's word about the platform").Needed();

    private readonly Option<string?> _trustedRoot =
        PartyOption.Create<string?>("--trusted-root", "PEM", "trust this root and no other [default: Intel's]");

    private readonly Option<bool> _allowSimulatedRoot = new(SimulatedRootException.Option)
    {
        Description = "on a machine with SGX: let --trusted-root name a simulated one",
    };

    private readonly Option<string?> _mrEnclave =
        PartyOption.Create<string?>("--mr-enclave", "HEX", "the enclave wanted");

    private readonly Option<string?> _mrSigner =
        PartyOption.Create<string?>("--mr-signer", "HEX", "the signer wanted");

    private readonly Option<ushort> _prodId =
        PartyOption.Create<ushort>("--prod-id", "N", "the signer's product wanted").Needed();

    private readonly Option<ushort> _minSvn =
        PartyOption.Create<ushort>("--min-svn", "N", "the least security version wanted").Needed();

    private readonly Option<DateTimeOffset?> _time =
        PartyOption.Create<DateTimeOffset?>("--time", "ISO8601", "as of when to verify [default: now]");

    private readonly Option<string> _secret = PartyOption
        .Create<string>("--secret", "TEXT", $"what to give, at most {RelyingPartyTerms.MaxSecret} bytes")
        .Or("open sesame");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])
            [_collateral, _trustedRoot, _allowSimulatedRoot, _mrEnclave, _mrSigner, _prodId, _minSvn, _time, _secret])
            command.Add(option);
    }

    /// <exception cref="FormatException">One makes no sense, or a file does not hold what it should.</exception>
    public RelyingPartyTerms Read(ParseResult parsed)
    {
        var time = parsed.GetValue(_time);
        return new()
        {
            Anchor = ReadAnchor(parsed.GetValue(_trustedRoot), parsed.GetValue(_allowSimulatedRoot)),
            Collateral = StoredCollateral.Read(parsed.GetRequiredValue(_collateral)),
            Policy = ReadPolicy(parsed),
            Time = () => time ?? DateTimeOffset.UtcNow,
            Secret = ReadSecret(parsed.GetRequiredValue(_secret)),
        };
    }

    private static TrustAnchor ReadAnchor(string? path, bool allowSimulated)
    {
        if (path is null)
            return TrustAnchor.Intel;
        var anchor = TrustAnchor.FromPem(Encoding.ASCII.GetString(BoundedFile.Read(path, MaxCertificate)));
        SimulatedRootException.ThrowUnless(allowSimulated, anchor, SgxDevice.IsPresent());
        return anchor;
    }

    // A policy without either would give the secret to any enclave in the world.
    private EnclavePolicy ReadPolicy(ParseResult parsed)
    {
        var (mrEnclave, mrSigner) = (Measure(parsed.GetValue(_mrEnclave)), Measure(parsed.GetValue(_mrSigner)));
        if (mrEnclave is null && mrSigner is null)
            throw new FormatException("--mr-signer or --mr-enclave is needed");

        return new()
        {
            MrEnclave = mrEnclave,
            MrSigner = mrSigner,
            IsvProdId = parsed.GetValue(_prodId),
            MinimumIsvSvn = parsed.GetValue(_minSvn),
        };
    }

    private static Measurement? Measure(string? hex) => hex is null ? null : Measurement.Parse(hex);

    private static byte[] ReadSecret(string text) =>
        Encoding.UTF8.GetBytes(text) is { Length: <= RelyingPartyTerms.MaxSecret } secret
            ? secret
            : throw new FormatException($"--secret: expected at most {RelyingPartyTerms.MaxSecret} bytes");
}
