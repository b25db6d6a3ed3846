using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Dcap.Tests.Minting;

/// <summary>A platform with all that vouches for it: a good one, unless a test changes something.</summary>
internal sealed record MintedPlatform
{
    public static readonly DateTimeOffset Now = new(2025, 6, 15, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset ThisUpdate = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset NextUpdate = new(2025, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private const X509KeyUsageFlags CaUsage = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;

        public MintedPlatform()
    {
        Root = new()
        {
            CommonName = "Test SGX Root CA",
            Key = NewKey(),
            IsCa = true,
            PathLength = 1,
            KeyUsage = CaUsage,
        };
        TcbInfoRoot = Root;
        Ca = Root with { CommonName = "Test SGX PCK Platform CA", Key = NewKey(), Issuer = Root, PathLength = 0 };
        Pck = Signer("Test SGX PCK Certificate", Ca) with { Serial = [0x20], More = [new PckExtensionMint().Build()] };
        TcbSigning = Signer("Test SGX TCB Signing", Root) with { Serial = [0x30] };
    }

    /// <summary>The private half of the attestation key.</summary>
    public ECDsa AttestationSigner { get; } = NewKey();

    public MintedCertificate Root { get; init; }
    public MintedCertificate TcbInfoRoot { get; init; }
    public MintedCertificate Ca { get; init; }
    public MintedCertificate Pck { get; init; }
    public MintedCertificate TcbSigning { get; init; }
    public string TcbInfo { get; init; } = MintedDocument.TcbInfo;
    public string QeIdentity { get; init; } = MintedDocument.QeIdentity;
    public byte[][] RevokedByRoot { get; init; } = [];
    public byte[][] RevokedByCa { get; init; } = [];

    /// <summary>The last byte of the QE report's data, which is zero in a good one.</summary>
    public byte LastByteOfQeReportData { get; init; }

    public ushort QeIsvSvn { get; init; } = 9;

    /// <summary>Of the application enclave.</summary>
    public EnclaveAttributes Attributes { get; init; } = EnclaveAttributes.Init;

    public TrustAnchor Anchor => TrustAnchor.FromPem(Root.Pem);

    public QuoteCollateral Collateral => new()
    {
        PckCrlIssuerChain = Pem(Ca, Root),
        RootCaCrl = Root.Crl(ThisUpdate, NextUpdate, RevokedByRoot),
        PckCrl = Ca.Crl(ThisUpdate, NextUpdate, RevokedByCa),
        TcbInfoIssuerChain = Pem(TcbSigning, TcbInfoRoot),
        TcbInfo = MintedDocument.Sign("tcbInfo", TcbInfo, TcbSigning.Key),
        QeIdentityIssuerChain = Pem(TcbSigning, Root),
        QeIdentity = MintedDocument.Sign("enclaveIdentity", QeIdentity, TcbSigning.Key),
    };

    public Quote Quote
    {
        get
        {
            var signed = SignedBytes();
            var qeReport = QeReport();
            return Quote.Assemble(new()
            {
                SignedBytes = signed,
                Signature = AttestationSigner.SignData(signed, HashAlgorithmName.SHA256),
                AttestationKey = AttestationKey,
                QeReport = qeReport,
                QeReportSignature = Pck.Key.SignData(qeReport, HashAlgorithmName.SHA256),
                AuthenticationData = ReadOnlyMemory<byte>.Empty,
                CertificationData = new(CertificationDataType.PckChain, Pem(Pck, Ca, Root)),
            });
        }
    }

    private byte[] AttestationKey
    {
        get
        {
            var point = AttestationSigner.ExportParameters(includePrivateParameters: false).Q;
            return [.. point.X!, .. point.Y!];
        }
    }

    public QuoteVerdict Verify(RootMatching matching = RootMatching.SameCertificate) =>
        new QuoteVerifier(Anchor, matching).Verify(Quote, Collateral, Now);

    public static byte[] Pem(params MintedCertificate[] chain) =>
        Encoding.ASCII.GetBytes(string.Concat(chain.Select(certificate => certificate.Pem)));

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static MintedCertificate Signer(string name, MintedCertificate issuer) =>
        new() { CommonName = name, Key = NewKey(), Issuer = issuer };

    private byte[] SignedBytes()
    {
        var bytes = new byte[QuoteHeader.Size + ReportBody.Size];
        WriteUInt16LittleEndian(QuoteHeader.Layout.Version.In(bytes), Quote.OldestVersion);
        WriteUInt16LittleEndian(QuoteHeader.Layout.AttestationKeyType.In(bytes), (ushort)AttestationKeyType.EcdsaP256);
        IntelQuotingEnclaves.VendorId.CopyTo(QuoteHeader.Layout.QeVendorId.In(bytes));
        WriteAttributes(bytes.AsSpan(QuoteHeader.Size), Attributes);
        return bytes;
    }

    private byte[] QeReport()
    {
        var report = new byte[ReportBody.Size];
        WriteAttributes(report, EnclaveAttributes.Init | EnclaveAttributes.ProvisionKey);
        IntelQuotingEnclaves.Qe3MrSigner.ToBytes().CopyTo(ReportBody.Layout.MrSigner.In(report));
        WriteUInt16LittleEndian(ReportBody.Layout.IsvProdId.In(report), IntelQuotingEnclaves.Qe3ProdId);
        WriteUInt16LittleEndian(ReportBody.Layout.IsvSvn.In(report), QeIsvSvn);
        var data = ReportBody.Layout.ReportData.In(report);
        SHA256.HashData(AttestationKey, data);
        data[^1] = LastByteOfQeReportData;
        return report;
    }

    private static void WriteAttributes(Span<byte> report, EnclaveAttributes attributes) =>
        WriteUInt64LittleEndian(ReportBody.Layout.Attributes.In(report), (ulong)attributes);
}
