using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Sgx.Dcap.RaTls;

/// <summary>Lets TLS ask an <see cref="RaTlsVerifier"/> about the peer, and nobody else.</summary>
public static class RaTlsAuthentication
{
    /// <summary>The server must be the enclave that is wanted: for <c>SocketsHttpHandler.SslOptions</c>.</summary>
    public static void RequireEnclave(this SslClientAuthenticationOptions options, RaTlsVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(verifier);
        options.RemoteCertificateValidationCallback = verifier.ValidateRemote;
        options.CertificateChainPolicy = WithoutNetwork();
        options.AllowTlsResume = false;
    }

    /// <summary>
    /// The client must show a certificate and be the enclave that is wanted: for an <see cref="SslStream"/>, or for
    /// Kestrel's <c>TlsHandshakeCallbackOptions</c>.
    /// </summary>
    public static void RequireEnclave(this SslServerAuthenticationOptions options, RaTlsVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(verifier);
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = verifier.ValidateRemote;
        options.CertificateChainPolicy = WithoutNetwork();
        options.AllowTlsResume = false; // a resumed session would outlive collateral and policy
    }

    // The framework builds a chain before it asks, and would follow addresses that stand in a stranger's certificate.
    private static X509ChainPolicy WithoutNetwork() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        TrustMode = X509ChainTrustMode.CustomRootTrust,
    };
}
