using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sgx.Dcap.Collateral;
using Sgx.Testing;

namespace Sgx.Simulation.Tests;

public sealed class SimulatedIntelTests
{
    private static readonly SimulatedIntel Intel = new(SimulatedNode.Options);

    // When it does, every simulated cluster gets a new root, which its relying parties do not trust yet.
    [Fact]
    public void The_root_of_a_seed_never_changes() => Assert.Equal(
        "0c827d43089c9e8f4a0fe3a84bdddec87ac582c3d6aacfbfcb6cf593f9d3d24d",
        Convert.ToHexStringLower(SHA256.HashData(RootOf(Intel).RawData)));

    [Fact]
    public void Equal_options_give_equal_certificates_and_collateral_to_the_last_byte()
    {
        var twin = new SimulatedIntel(SimulatedNode.Options);

        Assert.Equal(Intel.TrustedRootPem, twin.TrustedRootPem);
        Assert.Equal(Intel.PckChainPem, twin.PckChainPem);
        Assert.Equal(Bytes(Intel.IssueCollateral(SimulatedNode.Time)), Bytes(twin.IssueCollateral(SimulatedNode.Time)));
    }

    [Fact]
    public void Another_seed_gives_others()
    {
        var stranger = new SimulatedIntel(SimulatedNode.Options with { Seed = SHA256.HashData("another"u8) });

        Assert.NotEqual(Intel.TrustedRootPem, stranger.TrustedRootPem);
        Assert.All(
            Bytes(Intel.IssueCollateral(SimulatedNode.Time)).Zip(Bytes(stranger.IssueCollateral(SimulatedNode.Time))),
            pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void Platforms_of_one_seed_share_the_root_whatever_else_differs()
    {
        var other = new SimulatedIntel(SimulatedNode.Options with
        {
            Ca = PckCa.Processor,
            Tcb = new([.. new byte[16]], 3),
            QeIsvSvn = 2,
        });

        Assert.Equal(Intel.TrustedRootPem, other.TrustedRootPem);
        Assert.NotEqual(Intel.PckChainPem, other.PckChainPem);
    }

    [Fact]
    public void Another_tcb_is_certified_with_another_key()
    {
        var patched = new SimulatedIntel(SimulatedNode.Options with { Tcb = new([.. new byte[16]], 14) });

        Assert.NotEqual(PckOf(Intel).GetPublicKey(), PckOf(patched).GetPublicKey());
        Assert.NotEqual(PckOf(Intel).SerialNumber, PckOf(patched).SerialNumber);
    }

    [Fact]
    public void Its_chain_holds_for_an_independent_verifier()
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(RootOf(Intel));
        chain.ChainPolicy.ExtraStore.ImportFromPem(Intel.PckChainPem);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = SimulatedNode.Time.UtcDateTime;

        _ = chain.Build(PckOf(Intel));

        Assert.Empty(chain.ChainStatus.Select(problem => problem.StatusInformation));
        Assert.Equal(3, chain.ChainElements.Count);
    }

    [Theory]
    [InlineData("2018-05-21T10:45:09Z")]
    [InlineData("2050-01-01T00:00:00Z")]
    public void No_collateral_is_issued_for_times_without_certificates(string time)
    {
        var then = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => Intel.IssueCollateral(then));
        Assert.Contains("valid from 2018-05-21 to 2049-12-31", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_zone_of_the_question_does_not_matter() => Assert.Equal(
        Bytes(Intel.IssueCollateral(SimulatedNode.Time)),
        Bytes(Intel.IssueCollateral(SimulatedNode.Time.ToOffset(TimeSpan.FromHours(9)))));

    [Fact]
    public void Documents_are_compact_ascii()
    {
        var collateral = Intel.IssueCollateral(SimulatedNode.Time);

        Assert.All([collateral.TcbInfo, collateral.QeIdentity], document =>
        {
            var text = Encoding.Latin1.GetString(document.Span);
            Assert.True(Ascii.IsValid(text));
            Assert.DoesNotContain('\\', text);
            Assert.DoesNotContain(": ", text, StringComparison.Ordinal);
        });
    }

    private static List<byte[]> Bytes(QuoteCollateral collateral) =>
    [
        collateral.PckCrlIssuerChain.ToArray(), collateral.RootCaCrl.ToArray(), collateral.PckCrl.ToArray(),
        collateral.TcbInfoIssuerChain.ToArray(), collateral.TcbInfo.ToArray(),
        collateral.QeIdentityIssuerChain.ToArray(), collateral.QeIdentity.ToArray(),
    ];

    private static X509Certificate2 RootOf(SimulatedIntel intel) =>
        X509Certificate2.CreateFromPem(intel.TrustedRootPem);

    private static X509Certificate2 PckOf(SimulatedIntel intel) => X509Certificate2.CreateFromPem(intel.PckChainPem);
}
