using System.Text.Json;
using Sgx.Cli.Tests.Support;
using Sgx.Dcap.Collateral;
using Sgx.Testing;

namespace Sgx.Cli.Tests.Verification;

/// <summary>Intel's sample of its library: a quote with its PPID alone, and the certificate beside it.</summary>
public sealed class PckCertificateTests : IDisposable
{
    private static readonly (string Theirs, string Ours)[] Parts =
    [
        ("pckSignChain.pem", CollateralFolder.PckCrlIssuerChain),
        ("rootCaCrl.der", CollateralFolder.RootCaCrl),
        ("intermediateCaCrl.der", CollateralFolder.PckCrl),
        ("tcbSignChain.pem", CollateralFolder.TcbInfoIssuerChain),
        ("tcbInfo.json", CollateralFolder.TcbInfo),
        ("tcbSignChain.pem", CollateralFolder.QeIdentityIssuerChain),
        ("qeIdentity.json", CollateralFolder.QeIdentity),
    ];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_quote_without_its_certificate_takes_it_from_an_option_or_from_the_collateral()
    {
        foreach (var (theirs, ours) in Parts)
            File.Copy(Sample(theirs), _folder[ours]);

        Assert.Equal("UnsupportedQeCertificationDataType", Text(await SgxRun.Of(Arguments), "reason"));
        Assert.Equal(
            "verified", Text(await SgxRun.Of([.. Arguments, "--pck-certificate", Sample("pckCert.pem")]), "verdict"));
        File.Copy(Sample("pckCert.pem"), _folder[CollateralFolder.PckCertificateChain]);
        Assert.Equal("verified", Text(await SgxRun.Of(Arguments), "verdict"));
        Assert.Equal(
            "UnsupportedCertFormat",
            Text(await SgxRun.Of([.. Arguments, "--pck-certificate", Sample("quote.dat")]), "reason"));
    }

    private string[] Arguments =>
    [
        "verify", Sample("quote.dat"), "--output", "json", "--time", "1700000000", "--collateral", _folder.Path,
        "--trusted-root", Sample("trustedRootCaCert.pem"),
    ];

    private static string Sample(string name) =>
        RepositoryRoot.SharedOrSkip("vectors", "v3-intel-qvl-sample-sgx", name);

    private static string? Text(SgxRun run, string name) => JsonElement.Parse(run.Output).GetProperty(name).GetString();

    public void Dispose() => _folder.Dispose();
}
