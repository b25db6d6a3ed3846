namespace Sgx.Dcap.Collateral;

/// <summary>Collateral as a folder of files, one per part, each exactly as it was served.</summary>
public static class CollateralFolder
{
    public const string TcbInfo = "tcb_info.json";
    public const string TcbInfoIssuerChain = "tcb_info_issuer_chain.pem";
    public const string QeIdentity = "qe_identity.json";
    public const string QeIdentityIssuerChain = "qe_identity_issuer_chain.pem";
    public const string RootCaCrl = "root_ca_crl.der";
    public const string PckCrl = "pck_crl.der";
    public const string PckCrlIssuerChain = "pck_crl_issuer_chain.pem";

    /// <summary>The root that the writer of the folder trusts. Reading the collateral does not trust it.</summary>
    public const string TrustedRoot = "trusted_root_ca.pem";

    /// <summary>Reads the seven parts.</summary>
    /// <exception cref="FileNotFoundException">One is missing.</exception>
    /// <exception cref="SgxFormatException">One is larger than <see cref="CollateralFile.MaxSize"/>.</exception>
    public static QuoteCollateral Read(string folder)
    {
        byte[] File(string name) => CollateralFile.Read(Path.Combine(folder, name));
        return new()
        {
            TcbInfo = File(TcbInfo),
            TcbInfoIssuerChain = File(TcbInfoIssuerChain),
            QeIdentity = File(QeIdentity),
            QeIdentityIssuerChain = File(QeIdentityIssuerChain),
            RootCaCrl = File(RootCaCrl),
            PckCrl = File(PckCrl),
            PckCrlIssuerChain = File(PckCrlIssuerChain),
        };
    }

    /// <summary>Writes the seven parts and the root beside them; makes the folder, replaces what is there.</summary>
    public static void Write(string folder, QuoteCollateral collateral, string trustedRootPem)
    {
        void Write(string name, ReadOnlyMemory<byte> bytes) =>
            File.WriteAllBytes(Path.Combine(folder, name), bytes.Span);

        _ = Directory.CreateDirectory(folder);
        Write(TcbInfo, collateral.TcbInfo);
        Write(TcbInfoIssuerChain, collateral.TcbInfoIssuerChain);
        Write(QeIdentity, collateral.QeIdentity);
        Write(QeIdentityIssuerChain, collateral.QeIdentityIssuerChain);
        Write(RootCaCrl, collateral.RootCaCrl);
        Write(PckCrl, collateral.PckCrl);
        Write(PckCrlIssuerChain, collateral.PckCrlIssuerChain);
        File.WriteAllText(Path.Combine(folder, TrustedRoot), trustedRootPem);
    }
}
