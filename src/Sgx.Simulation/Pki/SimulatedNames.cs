using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Sgx.Simulation.Pki;

/// <summary>What the certificates of the simulated Intel are called.</summary>
/// <remarks>
/// Common names are Intel's own, because verifiers look for them; the organization says that all is simulated.
/// Hosts under .invalid exist nowhere (RFC 6761).
/// </remarks>
internal static class SimulatedNames
{
    public const string RootCa = "Intel SGX Root CA";
    public const string TcbSigning = "Intel SGX TCB Signing";
    public const string PckCertificate = "Intel SGX PCK Certificate";

    private const string Organization = "Simulated Intel Corporation";

    public const string RootCrlUrl = "https://certificates.simulated.invalid/IntelSGXRootCA.der";

    public static string CommonNameOf(PckCa ca) => $"Intel SGX PCK {ca} CA";

    public static string CrlUrlOf(PckCa ca)
    {
        var name = ca == PckCa.Platform ? "platform" : "processor";
        return $"https://api.simulated.invalid/sgx/certification/v4/pckcrl?ca={name}&encoding=der";
    }

    /// <summary>The whole name, attribute by attribute in Intel's order and string types.</summary>
    public static X500DistinguishedName Of(string commonName)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            Write(writer, "2.5.4.3", UniversalTagNumber.UTF8String, commonName);
            Write(writer, "2.5.4.10", UniversalTagNumber.UTF8String, Organization);
            Write(writer, "2.5.4.7", UniversalTagNumber.UTF8String, "Santa Clara");
            Write(writer, "2.5.4.8", UniversalTagNumber.UTF8String, "CA");
            Write(writer, "2.5.4.6", UniversalTagNumber.PrintableString, "US");
        }
        return new(writer.Encode());
    }

    private static void Write(AsnWriter writer, string oid, UniversalTagNumber type, string value)
    {
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteCharacterString(type, value);
        }
    }
}
