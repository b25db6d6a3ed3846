namespace Sgx.Dcap.Collateral;

/// <summary>When a certificate, revocation list or document holds; both ends are inside.</summary>
/// <param name="Name">Whose period it is, as <c>PCK CRL</c>.</param>
/// <param name="From">notBefore, thisUpdate or issueDate.</param>
/// <param name="Until">notAfter or nextUpdate.</param>
public sealed record ValidityPeriod(string Name, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Whether the period covers the given instant, to the second: the last second is inside whole.</summary>
    public bool Covers(DateTimeOffset at) => From <= at && at.ToUnixTimeSeconds() <= Until.ToUnixTimeSeconds();
}
