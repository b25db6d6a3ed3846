using System.Text;
using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.Collateral;

/// <summary>Collateral as a folder of files, one per part, each exactly as it was served.</summary>
/// <remarks>A revocation list may be DER, PEM or hexadecimal digits, whatever its file is called.</remarks>
public static class CollateralFolder
{
    public const string TcbInfo = "tcb_info.json";
    public const string TcbInfoIssuerChain = "tcb_info_issuer_chain.pem";
    public const string QeIdentity = "qe_identity.json";
    public const string QeIdentityIssuerChain = "qe_identity_issuer_chain.pem";
    public const string RootCaCrl = "root_ca_crl.der";
    public const string PckCrl = "pck_crl.der";
    public const string PckCrlIssuerChain = "pck_crl_issuer_chain.pem";

    /// <summary>Of one platform, where the quote does not carry it; may be missing.</summary>
    public const string PckCertificateChain = "pck_certificate_chain.pem";

    /// <summary>The root that the writer of the folder trusts. Reading the collateral does not trust it.</summary>
    public const string TrustedRoot = "trusted_root_ca.pem";

    /// <summary>Reads the seven parts, and the PCK certificate where there is one.</summary>
    /// <exception cref="FileNotFoundException">One is missing.</exception>
    /// <exception cref="IOException">One is larger than <see cref="CollateralFile.MaxSize"/>.</exception>
    /// <exception cref="SgxFormatException">A revocation list is broken text.</exception>
    public static QuoteCollateral Read(string folder) => new()
    {
        TcbInfo = ReadPart(folder, TcbInfo),
        TcbInfoIssuerChain = ReadPart(folder, TcbInfoIssuerChain),
        QeIdentity = ReadPart(folder, QeIdentity),
        QeIdentityIssuerChain = ReadPart(folder, QeIdentityIssuerChain),
        RootCaCrl = ReadCrl(folder, RootCaCrl),
        PckCrl = ReadCrl(folder, PckCrl),
        PckCrlIssuerChain = ReadPart(folder, PckCrlIssuerChain),
        PckCertificateChain = File.Exists(Path.Combine(folder, PckCertificateChain))
            ? ReadPart(folder, PckCertificateChain)
            : default(ReadOnlyMemory<byte>?),
    };

    /// <summary>
    /// Writes the seven parts, the PCK certificate if there is one, and the root; makes the folder, replaces what is
    /// there.
    /// </summary>
    public static void Write(string folder, QuoteCollateral collateral, string trustedRootPem)
    {
        ArgumentNullException.ThrowIfNull(collateral);
        _ = Directory.CreateDirectory(folder);
        WritePart(folder, TcbInfo, collateral.TcbInfo);
        WritePart(folder, TcbInfoIssuerChain, collateral.TcbInfoIssuerChain);
        WritePart(folder, QeIdentity, collateral.QeIdentity);
        WritePart(folder, QeIdentityIssuerChain, collateral.QeIdentityIssuerChain);
        WritePart(folder, RootCaCrl, collateral.RootCaCrl);
        WritePart(folder, PckCrl, collateral.PckCrl);
        WritePart(folder, PckCrlIssuerChain, collateral.PckCrlIssuerChain);
        if (collateral.PckCertificateChain is { } pck)
            WritePart(folder, PckCertificateChain, pck);
        WritePart(folder, TrustedRoot, Encoding.UTF8.GetBytes(trustedRootPem));
    }

    private static byte[] ReadPart(string folder, string name) => CollateralFile.Read(Path.Combine(folder, name));

    private static ReadOnlyMemory<byte> ReadCrl(string folder, string name) =>
        CrlForm.ToDer(ReadPart(folder, name), name);

    private static void WritePart(string folder, string name, ReadOnlyMemory<byte> bytes) =>
        File.WriteAllBytes(Path.Combine(folder, name), bytes.Span);
}
