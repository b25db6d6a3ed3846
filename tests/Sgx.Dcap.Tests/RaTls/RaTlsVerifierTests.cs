using System.Security.Cryptography;
using Sgx.Dcap.Policy;
using Sgx.Dcap.RaTls;
using Sgx.Quotes;
using Sgx.Simulation;
using Sgx.Testing;
using static Sgx.Dcap.Tests.RaTls.EnclavePeer;

namespace Sgx.Dcap.Tests.RaTls;

public sealed class RaTlsVerifierTests : IDisposable
{
    private readonly ECDsa _key = NewKey();

    public void Dispose() => _key.Dispose();

    private byte[] PublicKey => _key.ExportSubjectPublicKeyInfo();

    [Theory]
    [InlineData(256, RaTlsFormat.Interoperable)]
    [InlineData(384, RaTlsFormat.Interoperable)]
    [InlineData(256, RaTlsFormat.Legacy)]
    [InlineData(384, RaTlsFormat.Legacy)]
    public async Task A_made_certificate_is_accepted(int bits, RaTlsFormat format)
    {
        using var key = NewKey(bits);
        using var certificate = await Make(key, format);

        var accepted = Assert.IsType<RaTlsVerdict.Accepted>(Verify().Verify(certificate));

        Assert.Equal(format, accepted.Format);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), accepted.PublicKey.ToArray());
        Assert.True(certificate.HasPrivateKey);
    }

    [Fact]
    public async Task A_nonce_comes_out_as_it_went_in()
    {
        using var certificate = await Make(_key, new RaTlsCertificateOptions { Nonce = new byte[] { 1, 2, 3 } });

        var accepted = Assert.IsType<RaTlsVerdict.Accepted>(Verify().Verify(certificate));

        Assert.Equal([1, 2, 3], accepted.Nonce!.Value.ToArray());
    }

    [Theory]
    [InlineData("010203", true)]
    [InlineData("010204", false)]
    public async Task The_program_has_the_last_word_as_about_a_nonce(string expected, bool isAccepted)
    {
        using var certificate = await Make(_key, new RaTlsCertificateOptions { Nonce = new byte[] { 1, 2, 3 } });
        var verifier = Verify(objection: peer =>
            Convert.ToHexString(peer.Nonce!.Value.Span) == expected ? null : "another\nnonce");

        var refusal = verifier.Verify(certificate) as RaTlsVerdict.Refused;

        Assert.Equal(isAccepted, verifier.ValidateRemote(this, certificate, null, default));
        Assert.Equal(isAccepted ? null : AppraisalStep.Policy, refusal?.Step);
        Assert.Equal(isAccepted ? null : "another\uFFFDnonce", refusal?.Detail);
    }

    [Theory]
    [InlineData(true, PlatformBinding.Matched)]
    [InlineData(false, PlatformBinding.None)]
    public async Task An_accepted_peer_tells_whether_its_machine_is_known(bool isListed, PlatformBinding binding)
    {
        using var certificate = await Make(_key, RaTlsFormat.Interoperable);
        var ppid = Assert.IsType<RaTlsVerdict.Accepted>(Verify().Verify(certificate)).Quote.Supplemental.Ppid;
        var policy = Wanted with { Platforms = new() { Allowed = isListed ? [new() { Ppid = ppid }] : null } };

        var accepted = Assert.IsType<RaTlsVerdict.Accepted>(Verify(policy).Verify(certificate));

        Assert.Equal(binding, accepted.PlatformBinding);
    }

    [Fact]
    public async Task Of_two_formats_the_interoperable_one_counts()
    {
        using var certificate = await Make(_key, RaTlsFormat.Legacy, RaTlsFormat.Interoperable);

        Assert.Equal(2, certificate.Extensions.Count);
        var accepted = Assert.IsType<RaTlsVerdict.Accepted>(Verify().Verify(certificate));
        Assert.Equal(RaTlsFormat.Interoperable, accepted.Format);
    }

    [Fact]
    public async Task A_wrong_interoperable_quote_is_not_passed_over_for_a_right_legacy_one()
    {
        var der = Certify(
            _key, Extension(LegacyMiswritten, await QuoteFor(PublicKey)), Extension(Evidence, [0xf6]));

        Assert.Equal(AppraisalStep.Evidence, Refusal(Verify().Verify(der)).Step);
    }

    [Theory]
    [InlineData(Legacy)]
    [InlineData(LegacyMiswritten)]
    public async Task Both_ways_to_write_the_legacy_identifier_are_read(string oid)
    {
        var der = Certify(_key, Extension(oid, await QuoteFor(PublicKey)));

        _ = Assert.IsType<RaTlsVerdict.Accepted>(Verify().Verify(der));
    }

    [Fact]
    public async Task The_legacy_identifier_is_written_in_the_octets_that_Gramine_looks_for()
    {
        using var certificate = await Make(_key, RaTlsFormat.Legacy);

        ReadOnlySpan<byte> octets = [0x06, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf8, 0x4d, 0x8a, 0x39, 0x06];
        Assert.True(certificate.RawData.AsSpan().IndexOf(octets) > 0);
    }

    [Fact]
    public async Task Two_legacy_quotes_are_one_too_many()
    {
        var quote = await QuoteFor(PublicKey);
        var der = Certify(_key, Extension(Legacy, quote), Extension(LegacyMiswritten, quote));

        Assert.Contains("found two", Refusal(Verify().Verify(der)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identifier_in_the_bytes_of_another_extension_is_not_found()
    {
        var inside = EnclavePeer.Extension(LegacyMiswritten, await QuoteFor(PublicKey));
        byte[] octets = [0x06, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf8, 0x4d, 0x8a, 0x39, 0x06, 0x04, 0x82];
        var der = Certify(_key, Extension("1.2.3.4", [.. octets, .. inside.RawData]));

        var refused = Refusal(Verify().Verify(der));

        Assert.Equal(AppraisalStep.Evidence, refused.Step);
        Assert.Contains("found none", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_of_another_key_does_not_bind()
    {
        using var other = NewKey();
        var der = Certify(other, Extension(Legacy, await QuoteFor(PublicKey)));

        Assert.Equal(AppraisalStep.Binding, Refusal(Verify().Verify(der)).Step);
    }

    [Fact]
    public async Task All_64_bytes_of_the_report_data_count()
    {
        byte[] reportData = [.. SHA256.HashData(PublicKey), .. new byte[31], 1];
        var quote = await SimulatedNode.Quote(reportData);
        var der = Certify(_key, Extension(Legacy, quote.Bytes.ToArray()));

        Assert.Equal(AppraisalStep.Binding, Refusal(Verify().Verify(der)).Step);
    }

    [Fact]
    public async Task Names_and_dates_of_the_certificate_do_not_count()
    {
        // Certify gives dates long past.
        var der = Certify(_key, Extension(Legacy, await QuoteFor(PublicKey)));

        _ = Assert.IsType<RaTlsVerdict.Accepted>(Verify().Verify(der));
    }

    [Fact]
    public async Task Without_collateral_nothing_is_believed()
    {
        using var certificate = await Make(_key, RaTlsFormat.Interoperable);
        var verifier = new RaTlsVerifier(new(new OneCollateral(null), Wanted, Clock));

        var refused = Refusal(verifier.Verify(certificate));

        Assert.Equal(AppraisalStep.Collateral, refused.Step);
        Assert.Equal("there is no collateral for Sgx on FMSPC 53494d000001 of the Platform CA", refused.Detail);
    }

    [Fact]
    public async Task A_rejected_quote_is_refused_with_the_verdict()
    {
        using var certificate = await Make(_key, RaTlsFormat.Interoperable);
        var collateral = SimulatedNode.Platform.Intel.IssueCollateral(
            SimulatedNode.Time, new() { Fault = CollateralFault.RevokedPck });

        var refused = Refusal(Verify(collateral: collateral).Verify(certificate));

        Assert.Equal(AppraisalStep.Quote, refused.Step);
        Assert.Equal(RejectionReason.PckRevoked, Assert.IsType<QuoteVerdict.Rejected>(refused.Verdict).Reason);
    }

    [Fact]
    public async Task An_enclave_that_is_not_wanted_is_refused_with_what_was_wanted()
    {
        using var certificate = await Make(_key, RaTlsFormat.Interoperable);

        var refused = Refusal(Verify(Wanted with { MinimumIsvSvn = 9 }).Verify(certificate));

        Assert.Equal(AppraisalStep.Policy, refused.Step);
        Assert.Equal("isvSvn is 3, not >= 9", refused.Detail);
        _ = Assert.IsType<QuoteVerdict.Verified>(refused.Verdict);
        Assert.Equal("isvSvn", Assert.Single(refused.Policy!.Mismatches).Field);
    }

    [Theory]
    [InlineData(4, QuoteBodyType.Td10)]
    [InlineData(5, QuoteBodyType.Td15)]
    public void A_trust_domain_is_accepted_by_its_measurement(ushort version, QuoteBodyType type)
    {
        var quote = SimulatedNode.Platform.QuoteTd(
            SimulatedNode.Td.CreateReport([.. SHA256.HashData(PublicKey), .. new byte[32]]), version, type);
        var der = Certify(_key, Extension(Legacy, quote.Bytes.ToArray()));
        var wanted = new EnclavePolicy { Td = new() { MrTd = new(SimulatedNode.TdIdentity.MrTd) } };
        var other = new EnclavePolicy { Td = new() { MrTd = new(new byte[48]) } };

        var accepted = Assert.IsType<RaTlsVerdict.Accepted>(
            Verify(wanted, SimulatedNode.TdCollateral).Verify(der));
        Assert.NotNull(accepted.Quote.Td);
        Assert.Equal(AppraisalStep.Policy, Refusal(Verify(other, SimulatedNode.TdCollateral).Verify(der)).Step);
        Assert.Equal(AppraisalStep.Policy, Refusal(Verify(null, SimulatedNode.TdCollateral).Verify(der)).Step);
        Assert.Equal(AppraisalStep.Quote, Refusal(Verify(wanted).Verify(der)).Step);
    }

    [Fact]
    public void A_trust_domain_that_speaks_of_another_key_is_refused()
    {
        var quote = SimulatedNode.Platform.QuoteTd(
            SimulatedNode.Td.CreateReport([.. SHA256.HashData(PublicKey), .. new byte[31], 1]));
        var der = Certify(_key, Extension(Legacy, quote.Bytes.ToArray()));
        Assert.Equal(AppraisalStep.Binding, Refusal(Verify().Verify(der)).Step);
    }

    [Fact]
    public void A_policy_that_accepts_a_kind_without_naming_one_is_no_policy()
    {
        var td = new Dcap.Policy.TdRequirements { MrTd = new(SimulatedNode.TdIdentity.MrTd) };
        _ = Verify(Wanted with { Td = td });
        _ = Verify(new() { Td = td });

        Assert.Throws<ArgumentException>(() => Verify(new() { IsvProdId = 7, Td = td }));
        Assert.Throws<ArgumentException>(() => Verify(Wanted with { Td = new() { Rtmr0 = td.MrTd } }));
    }

    [Fact]
    public void A_policy_that_names_no_enclave_is_no_policy() =>
        Assert.Contains(
            "any enclave in the world",
            Assert.Throws<ArgumentException>(() => Verify(new() { IsvProdId = 7 })).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task A_changed_byte_of_a_certificate_is_not_accepted()
    {
        using var certificate = await Make(_key, RaTlsFormat.Interoperable);
        var (verifier, der) = (Verify(), certificate.RawData);
        for (var i = 0; i < der.Length; i += 3)
        {
            der[i] ^= 1;
            Assert.True(verifier.Verify(der) is RaTlsVerdict.Refused, $"byte {i} changed");
            der[i] ^= 1;
        }

        _ = Assert.IsType<RaTlsVerdict.Accepted>(verifier.Verify(der));
    }

    [Fact]
    public async Task A_changed_byte_of_the_evidence_is_not_accepted_though_its_key_signs_it_again()
    {
        using var certificate = await Make(_key, RaTlsFormat.Interoperable);
        var (verifier, value) = (Verify(), certificate.Extensions[0].RawData);
        for (var i = 0; i < value.Length; i += 7)
        {
            value[i] ^= 1;
            var der = Certify(_key, Extension(Evidence, value));
            Assert.True(verifier.Verify(der) is RaTlsVerdict.Refused, $"byte {i} changed");
            value[i] ^= 1;
        }

        _ = Assert.IsType<RaTlsVerdict.Accepted>(verifier.Verify(Certify(_key, Extension(Evidence, value))));
    }

    [Fact]
    public async Task A_shortened_certificate_is_refused_wherever_it_ends()
    {
        using var certificate = await Make(_key, RaTlsFormat.Interoperable);
        var (verifier, der) = (Verify(), certificate.RawDataMemory);

        for (var length = 0; length < der.Length; length += 17)
            Assert.Equal(AppraisalStep.Certificate, Refusal(verifier.Verify(der[..length])).Step);
    }

    [Fact]
    public async Task Nothing_is_made_without_a_format_or_of_a_key_that_verifiers_do_not_know()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP521);

        _ = await Assert.ThrowsAsync<ArgumentException>(() => Make(key, RaTlsFormat.Legacy));
        _ = await Assert.ThrowsAsync<ArgumentException>(() => Make(_key, (RaTlsFormat[])[]));
    }
}
