using Sgx.Dcap.Collateral;
using Sgx.Simulation.Pki;

namespace Sgx.Simulation;

/// <summary>Intel's certification service in software, for one platform: root CA, PCK CA, TCB signing, and what they issue.</summary>
/// <remarks>A function of options and time only: nodes with equal options have equal certificates, byte for byte.</remarks>
public sealed class SimulatedIntel
{
    private readonly SimulatedPlatformOptions _options;
    private readonly Seed _seed;
    private readonly CertifiedKey _root;
    private readonly CertifiedKey _pckCa;
    private readonly CertifiedKey _tcbSigning;
    private readonly CertifiedKey _pck;

    public SimulatedIntel(SimulatedPlatformOptions options)
    {
        _options = options;
        _seed = new(options.Seed);
        _root = CertifiedKey.SelfSigned(Authority(SimulatedNames.RootCa, pathLength: 1), KeyOf(SimulatedNames.RootCa));
        _pckCa = Certify(Authority(SimulatedNames.CommonNameOf(options.Ca), pathLength: 0));
        _tcbSigning = Certify(Authority(SimulatedNames.TcbSigning, pathLength: null));
        _pck = _pckCa.Certify(PckProfile(), SimulatedPce.PckOf(options));
    }

    /// <summary>The root certificate, PEM: what a verifier of simulated quotes must be told to trust.</summary>
    public string TrustedRootPem => _root.Pem;

    /// <summary>PCK certificate, PCK CA and root, PEM.</summary>
    public string PckChainPem => _pck.Pem + _pckCa.Pem + _root.Pem;

    /// <summary>What a verifier needs beside a quote of the platform, valid around the given time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is outside the validity of the certificates.</exception>
    public QuoteCollateral IssueCollateral(DateTimeOffset around, CollateralOptions? options = null) =>
        throw new NotImplementedException();

    private CertifiedKey Certify(CertificateProfile profile) => _root.Certify(profile, KeyOf(profile.CommonName));

    private SimulatedKey KeyOf(string commonName) => _seed.DeriveKey($"key of {commonName}");

    private CertificateProfile Authority(string commonName, int? pathLength)
    {
        var serial = _seed.DeriveSerial($"serial of {commonName}");
        return new()
        {
            CommonName = commonName,
            Serial = serial,
            KeyId = serial,
            CrlUrl = SimulatedNames.RootCrlUrl,
            PathLength = pathLength,
        };
    }

    private CertificateProfile PckProfile() => new()
    {
        CommonName = SimulatedNames.PckCertificate,
        Serial = _seed.DeriveSerial($"PCK serial, TCB {_options.Tcb}"),
        KeyId = _seed.DeriveSerial($"PCK key id, TCB {_options.Tcb}"),
        CrlUrl = SimulatedNames.CrlUrlOf(_options.Ca),
        SgxExtension = new SgxExtension
        {
            Ppid = _seed.DeriveBytes("PPID", 16),
            Tcb = _options.Tcb,
            Fmspc = _options.Fmspc,
            Ca = _options.Ca,
            PlatformInstanceId = _seed.DeriveBytes("platform instance id", 16),
        }.ToX509(),
    };
}
