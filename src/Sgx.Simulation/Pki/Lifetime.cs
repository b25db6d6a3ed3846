namespace Sgx.Simulation.Pki;

/// <summary>From when until when a CRL or a signed document is good; whole seconds.</summary>
internal readonly record struct Lifetime(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>So many days from then on, but never past the certificates.</summary>
    public static Lifetime Days(DateTimeOffset from, int days)
    {
        var until = from.AddDays(days);
        return new(from, until < CertifiedKey.NotAfter ? until : CertifiedKey.NotAfter);
    }
}
