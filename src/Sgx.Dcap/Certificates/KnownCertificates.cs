namespace Sgx.Dcap.Certificates;

/// <summary>
/// Certificates that were met before in a verification, and which of them was found to be signed by which: its chains
/// share most of both, and a kept certificate keeps its loaded key.
/// </summary>
/// <remarks>
/// It learns while collateral is prepared. Frozen afterwards, it serves many threads, and what a quote brings along
/// that is unknown is read and verified but not kept.
/// </remarks>
internal sealed class KnownCertificates
{
    private readonly List<Certificate> _certificates = [];
    private readonly List<(Certificate Certificate, Certificate Issuer)> _links = [];
    private bool _isFrozen;

    /// <param name="root">A self-signed certificate whose own signature holds, if one is trusted.</param>
    public KnownCertificates(Certificate? root)
    {
        if (root is null)
            return;
        _certificates.Add(root);
        _links.Add((root, root));
    }

    public KnownCertificates Freeze()
    {
        _isFrozen = true;
        return this;
    }

    /// <summary>Gives up the keys that were loaded, but for those of roots, which serve others too.</summary>
    public void Unload()
    {
        foreach (var certificate in _certificates)
        {
            if (!certificate.IsSelfIssued)
                certificate.PublicKey.Unload();
        }
    }

    /// <summary>The certificate of these very bytes.</summary>
    /// <exception cref="SgxFormatException">Unknown, and no certificate.</exception>
    public Certificate FindOrParse(byte[] der)
    {
        foreach (var known in _certificates)
        {
            if (known.Der.Span.SequenceEqual(der))
                return known;
        }

        var certificate = Certificate.Parse(der);
        if (!_isFrozen)
            _certificates.Add(certificate);
        return certificate;
    }

    /// <summary>By name and by signature; what was verified before is not verified again.</summary>
    public bool IsIssuedBy(Certificate certificate, Certificate issuer)
    {
        foreach (var (known, knownIssuer) in _links)
        {
            if (known.Is(certificate) && knownIssuer.Is(issuer))
                return true;
        }

        if (!certificate.IsIssuedBy(issuer))
            return false;
        if (!_isFrozen)
            _links.Add((certificate, issuer));
        return true;
    }
}
