using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.RaTls;

/// <summary>The extensions that carry quotes, by object identifier.</summary>
internal static class QuoteExtension
{
    /// <summary>TCG DICE tagged evidence.</summary>
    public const string Interoperable = "2.23.133.5.4.9";

    /// <summary>Gramine's, as it should have been written.</summary>
    public const string Legacy = "1.2.840.113741.1337.6";

    /// <summary>
    /// Gramine's, as it is written: type and length of the right one, 06 09, stand in front as content once more.
    /// </summary>
    public const string LegacyMiswritten = "0.6.9.42.840.113741.1337.6";

    /// <summary>The one extension to look at, and its value.</summary>
    /// <remarks>The interoperable one where there is one, whatever is in it: it is never passed over.</remarks>
    /// <exception cref="SgxFormatException">There is none, or two of the same format.</exception>
    public static (RaTlsFormat Format, ReadOnlyMemory<byte> Value) In(ExtensionSet extensions)
    {
        if (extensions.Value(Interoperable) is { } evidence)
            return (RaTlsFormat.Interoperable, evidence);
        var (miswritten, legacy) = (extensions.Value(LegacyMiswritten), extensions.Value(Legacy));
        if (miswritten is not null && legacy is not null)
            throw new SgxFormatException("RA-TLS certificate", "one extension with a quote", "two");
        return (RaTlsFormat.Legacy, miswritten ?? legacy
            ?? throw new SgxFormatException("RA-TLS certificate", "an extension with a quote", "none"));
    }
}
