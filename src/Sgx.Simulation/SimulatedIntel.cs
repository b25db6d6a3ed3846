using System.Text;
using Sgx.Dcap.Collateral;
using Sgx.Simulation.Collateral;
using Sgx.Simulation.Pki;

namespace Sgx.Simulation;

/// <summary>Intel's certification service in software, for one platform: its CAs, and what they issue.</summary>
/// <remarks>A function of options and time alone: equal options give equal certificates, byte for byte.</remarks>
public sealed class SimulatedIntel
{
    private const int DocumentDays = 30;
    private const int RootCrlDays = 379; // as Intel's of 2025: a year and two weeks

    private static readonly string OutsideValidity = "simulated certificates are valid from "
        + $"{CertifiedKey.NotBefore:yyyy-MM-dd} to {CertifiedKey.NotAfter:yyyy-MM-dd}";

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
    /// <remarks>Issued an hour before, so that it is good by slow clocks too, and good for 30 days.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The time is outside the validity of the certificates.</exception>
    /// <exception cref="ArgumentException">Intel publishes nothing of what the options ask for.</exception>
    public QuoteCollateral IssueCollateral(DateTimeOffset around, CollateralOptions? options = null)
    {
        options ??= new();
        options.ThrowUnlessPublished();
        var documents = new DocumentIssuer(_options, _tcbSigning.Key);
        var issued = IssueTime(around, options.Fault);
        return new()
        {
            PckCrlIssuerChain = Encoding.ASCII.GetBytes(_pckCa.Pem + _root.Pem),
            RootCaCrl = new RevocationList(_root, Lifetime.Days(issued, RootCrlDays)).ToDer(),
            PckCrl = PckCrl(Lifetime.Days(issued, DocumentDays), options.Fault),
            TcbInfoIssuerChain = Encoding.ASCII.GetBytes(_tcbSigning.Pem + _root.Pem),
            TcbInfo = documents.TcbInfo(Lifetime.Days(issued, DocumentDays), options),
            QeIdentityIssuerChain = Encoding.ASCII.GetBytes(_tcbSigning.Pem + _root.Pem),
            QeIdentity = documents.QeIdentity(Lifetime.Days(issued, DocumentDays), options),
        };
    }

    private static DateTimeOffset IssueTime(DateTimeOffset around, CollateralFault fault)
    {
        if (around < CertifiedKey.NotBefore || around > CertifiedKey.NotAfter)
            throw new ArgumentOutOfRangeException(nameof(around), around, OutsideValidity);

        var second = DateTimeOffset.FromUnixTimeSeconds(around.ToUnixTimeSeconds());
        return fault.HasFlag(CollateralFault.ExpiredCollateral)
            ? second.AddDays(-2 * RootCrlDays)
            : second.AddHours(-1);
    }

    private byte[] PckCrl(Lifetime lifetime, CollateralFault fault) => new RevocationList(_pckCa, lifetime)
    {
        Revoked = fault.HasFlag(CollateralFault.RevokedPck) ? [_pck.Profile.Serial] : [],
    }.ToDer();

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
