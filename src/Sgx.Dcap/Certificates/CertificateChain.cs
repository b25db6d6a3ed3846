using Sgx.Dcap.Collateral;

namespace Sgx.Dcap.Certificates;

/// <summary>Certificates from a last one up to a self-issued root, each by name the next one's subject.</summary>
/// <remarks>
/// The order comes from the names, not from the file. Nothing is believed before <see cref="Verify"/>.
/// </remarks>
internal sealed class CertificateChain
{
    private readonly Certificate[] _certificates;
    private readonly CertificateRole[] _roles;

    private CertificateChain(Certificate[] certificates, CertificateRole[] roles) =>
        (_certificates, _roles) = (certificates, roles);

    public Certificate Leaf => _certificates[0];

    /// <summary>Who issued the leaf.</summary>
    public Certificate Issuer => _certificates[1];

    public Certificate Root => _certificates[^1];

    public IEnumerable<ValidityPeriod> Validity =>
        _certificates.Zip(_roles, (c, role) => new ValidityPeriod(role.Title, c.NotBefore, c.NotAfter));

    /// <summary>Reads a chain that has exactly the given roles, the leaf's first.</summary>
    /// <param name="pem">The certificates, in any order.</param>
    /// <param name="known">Certificates that need not be read again.</param>
    /// <param name="roles">What each must be.</param>
    /// <exception cref="SgxFormatException">Malformed, more or fewer certificates, or they make no chain.</exception>
    public static CertificateChain Parse(
        ReadOnlyMemory<byte> pem, KnownCertificates known, params CertificateRole[] roles)
    {
        var certificates = Pem.ReadCertificates(pem.Span, roles.Length).ConvertAll(known.FindOrParse);
        return new(Sort(certificates), roles);
    }

    /// <summary>Each looks its part and is signed by the next; the root, by itself.</summary>
    public void Verify(KnownCertificates known)
    {
        for (var i = _certificates.Length - 1; i >= 0; i--)
            _roles[i].Require(_certificates[i], casBelow: Math.Max(0, i - 1));
        for (var i = _certificates.Length - 1; i >= 0; i--)
            RequireIssued(i, known);
    }

    private void RequireIssued(int i, KnownCertificates known)
    {
        var issuer = _certificates[Math.Min(i + 1, _certificates.Length - 1)];
        if (!known.IsIssuedBy(_certificates[i], issuer))
            throw new QuoteRejectedException(
                _roles[i].InvalidIssuer, $"the {_roles[i].Title} is not signed by '{issuer.Subject}'");
    }

    // From the root down: at each step exactly one certificate may be left that the one above has issued by name.
    private static Certificate[] Sort(List<Certificate> unsorted)
    {
        var sorted = new Certificate[unsorted.Count];
        sorted[^1] = TakeOnly(unsorted, certificate => certificate.IsSelfIssued);
        for (var i = sorted.Length - 2; i >= 0; i--)
            sorted[i] = TakeOnly(unsorted, certificate => certificate.Issuer.Is(sorted[i + 1].Subject));
        return sorted;
    }

    private static Certificate TakeOnly(List<Certificate> unsorted, Predicate<Certificate> fits)
    {
        if (unsorted.FindAll(fits) is not [var only])
            throw new SgxFormatException(
                "certificate chain", "one certificate at each step from the root", "none or several");
        _ = unsorted.Remove(only);
        return only;
    }
}
