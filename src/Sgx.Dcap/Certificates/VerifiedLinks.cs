namespace Sgx.Dcap.Certificates;

/// <summary>
/// Which certificate was found to be signed by which: the chains of a verification share most of their links.
/// </summary>
internal sealed class VerifiedLinks
{
    private readonly List<(Certificate Certificate, Certificate Issuer)> _links = [];

    /// <summary>
    /// By name and by signature; the signature of two certificates seen before is not verified again.
    /// </summary>
    public bool Verify(Certificate certificate, Certificate issuer)
    {
        if (_links.Exists(link => link.Certificate.Is(certificate) && link.Issuer.Is(issuer)))
            return true;
        if (!certificate.IsIssuedBy(issuer))
            return false;

        _links.Add((certificate, issuer));
        return true;
    }
}
