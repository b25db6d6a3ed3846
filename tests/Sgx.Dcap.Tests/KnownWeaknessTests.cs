using System.Security.Cryptography;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;
using Sgx.Quotes;
using static System.Buffers.Binary.BinaryPrimitives;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Tests;

/// <summary>What other verifiers have been fooled by: docs/verification.md lists where each is tested.</summary>
public sealed class KnownWeaknessTests
{
    private static readonly MintedPlatform Good = new();

    [Fact]
    public void An_identity_signed_by_another_key_is_refused() =>
        AssertRejected(
            EnclaveIdentityInvalidSignature,
            Verify(Good.Collateral with
            {
                QeIdentity = MintedDocument.Sign("enclaveIdentity", MintedDocument.QeIdentity, Good.Pck.Key),
            }));

    [Fact]
    public void No_identity_at_all_is_not_a_check_that_is_skipped() =>
        AssertRejected(EnclaveIdentityUnsupportedFormat, Verify(Good.Collateral with { QeIdentity = default }));

    [Theory]
    [InlineData("TD_QE")]
    [InlineData("QVE")]
    public void The_identity_of_another_enclave_does_not_pass_for_the_qes(string id) =>
        AssertRejected(
            QeIdentityMismatch,
            (Good with { QeIdentity = MintedDocument.QeIdentity.Replace("\"QE\"", $"\"{id}\"") }).Verify());

    [Fact]
    public void A_quoting_enclave_of_another_signer_is_refused() =>
        AssertRejected(
            QeIdentityMismatch,
            (Good with
            {
                QeIdentity = MintedDocument.QeIdentity.Replace(MintedDocument.Qe3MrSigner, new string('0', 64)),
            }).Verify());

    [Fact]
    public void A_revoked_quoting_enclave_does_not_end_the_verification_early()
    {
        var revoked = Good with { QeIdentity = MintedDocument.QeIdentity.Replace("UpToDate", "Revoked") };
        var forged = revoked.Quote.With(parts => parts with { Signature = new byte[64] });

        AssertRejected(TcbRevoked, revoked.Verify());
        AssertRejected(
            InvalidQuoteSignature,
            new QuoteVerifier(revoked.Anchor).Verify(forged, revoked.Collateral, MintedPlatform.Now));
    }

    [Fact]
    public void A_revoked_platform_is_rejected_and_not_a_status() =>
        AssertRejected(
            TcbRevoked, (Good with { TcbInfo = MintedDocument.TcbInfo.Replace("UpToDate", "Revoked") }).Verify());

    [Fact]
    public void Another_vendor_is_refused() =>
        AssertRejected(UnsupportedQuoteFormat, VerifySigned(bytes => bytes[QuoteHeader.Layout.QeVendorId.Offset] ^= 1));

    [Fact]
    public void The_header_cannot_lift_the_tcb()
    {
        var old = Good with { TcbInfo = MintedDocument.TcbInfo.Replace("\"pcesvn\":11", "\"pcesvn\":12") };
        var boasting = Resigned(old, bytes => WriteUInt16LittleEndian(QuoteHeader.Layout.PceSvn.In(bytes), 99));

        AssertRejected(
            TcbNotSupported, new QuoteVerifier(old.Anchor).Verify(boasting, old.Collateral, MintedPlatform.Now));
    }

    [Fact]
    public void The_reports_cpusvn_cannot_lift_the_tcb()
    {
        var old = Good with
        {
            TcbInfo = MintedDocument.TcbInfo
                .Replace("{\"svn\":5}", "{\"svn\":9}").Replace("{\"svn\":3}", "{\"svn\":8}"),
        };
        var boasting = Resigned(old, bytes => bytes.AsSpan(QuoteHeader.Size, 16).Fill(0xff));

        AssertRejected(
            TcbNotSupported, new QuoteVerifier(old.Anchor).Verify(boasting, old.Collateral, MintedPlatform.Now));
    }

    [Fact]
    public void A_tcb_info_of_tdx_does_not_pass_for_one_of_sgx() =>
        AssertRejected(TcbInfoMismatch, (Good with { TcbInfo = MintedDocument.TdxTcbInfo }).Verify());

    [Fact]
    public void A_tcb_info_of_another_fmspc_is_refused() =>
        AssertRejected(
            TcbInfoMismatch,
            (Good with { TcbInfo = MintedDocument.TcbInfo.Replace("00606A000000", "00906ED50000") }).Verify());

    [Fact]
    public void The_case_of_an_fmspc_does_not_matter() =>
        Assert.IsType<QuoteVerdict.Verified>(
            (Good with { TcbInfo = MintedDocument.TcbInfo.Replace("00606A000000", "00606a000000") }).Verify());

    [Fact]
    public void A_chain_that_is_valid_but_not_for_pck_is_refused()
    {
        var signer = MintedPlatform.Pem(Good.TcbSigning, Good.Ca, Good.Root);
        AssertRejected(UnsupportedCertFormat, Verify(Good.Quote.WithChain(signer)));

        var underCa = Good.TcbSigning with { Issuer = Good.Ca };
        AssertRejected(PckMissing, Verify(Good.Quote.WithChain(MintedPlatform.Pem(underCa, Good.Ca, Good.Root))));
    }

    [Fact]
    public void A_pck_certificate_issues_no_other()
    {
        // A leaf right under the root, named like a CA, with a CRL: its constraints alone speak against it.
        var leaf = Good.Pck with { CommonName = "Test SGX PCK Certificate CA", Issuer = Good.Root };
        var forged = Good with { Ca = leaf, Pck = Good.Pck with { Serial = [0x66], Issuer = leaf } };
        AssertRejected(IntermediateCaInvalidExtensions, forged.Verify());
    }

    [Fact]
    public void A_root_in_the_quote_is_not_trusted_for_being_there()
    {
        var stranger = new MintedPlatform();
        AssertRejected(
            PckCertChainUntrusted,
            new QuoteVerifier(Good.Anchor).Verify(stranger.Quote, Good.Collateral, MintedPlatform.Now));
        AssertRejected(
            PckCertChainUntrusted,
            new QuoteVerifier(Good.Anchor).Verify(stranger.Quote, stranger.Collateral, MintedPlatform.Now));
    }

    [Fact]
    public void The_list_of_the_other_pck_ca_does_not_pass()
    {
        var processor = Good.Ca with { CommonName = "Test SGX PCK Processor CA" };
        AssertRejected(
            CrlUnknownIssuer,
            Verify(Good.Collateral with
            {
                PckCrl = processor.Crl(MintedPlatform.ThisUpdate, MintedPlatform.NextUpdate),
                PckCrlIssuerChain = MintedPlatform.Pem(processor, Good.Root),
            }));
    }

    [Fact]
    public void The_other_s_of_a_signature_holds_as_with_intels_library()
    {
        var order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        var signature = Good.Quote.Signature.Signature.ToArray();
        var s = new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var negated = new System.Numerics.BigInteger(order, isUnsigned: true, isBigEndian: true) - s;
        var bytes = negated.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.CopyTo(signature.AsSpan(64 - bytes.Length));
        signature.AsSpan(32, 32 - bytes.Length).Clear();

        Assert.IsType<QuoteVerdict.Verified>(Verify(Good.Quote.With(parts => parts with { Signature = signature })));
    }

    private static QuoteVerdict Verify(QuoteCollateral collateral) =>
        new QuoteVerifier(Good.Anchor).Verify(Good.Quote, collateral, MintedPlatform.Now);

    private static QuoteVerdict Verify(Quote quote) =>
        new QuoteVerifier(Good.Anchor).Verify(quote, Good.Collateral, MintedPlatform.Now);

    private static QuoteVerdict VerifySigned(Action<byte[]> change) => Verify(Resigned(Good, change));

    private static Quote Resigned(MintedPlatform platform, Action<byte[]> change) => platform.Quote.With(parts =>
    {
        var signed = parts.SignedBytes.ToArray();
        change(signed);
        return parts with
        {
            SignedBytes = signed,
            Signature = platform.AttestationSigner.SignData(signed, HashAlgorithmName.SHA256),
        };
    });

    private static void AssertRejected(RejectionReason reason, QuoteVerdict verdict) =>
        Assert.Equal(reason, Assert.IsType<QuoteVerdict.Rejected>(verdict).Reason);
}
