using Sgx.Dcap;
using Sgx.Testing;

namespace Sgx.Simulation.Tests.Twins;

/// <summary>Simulated structures against what is known of Intel's, where no genuine one is at hand.</summary>
public sealed class StructureTests
{
    public static TheoryData<PckCa> Cas => [PckCa.Platform, PckCa.Processor];

    [Theory]
    [MemberData(nameof(Cas))]
    public Task The_pck_certificate_is_like_intels(PckCa ca) =>
        AssertLike(CertificateFacts.Pck(ca), Structures.Pck, ca);

    [Theory]
    [MemberData(nameof(Cas))]
    public Task The_pck_ca_is_like_intels(PckCa ca) => AssertLike(CertificateFacts.PckCa(ca), Structures.PckCa, ca);

    [Fact]
    public Task The_root_is_like_intels() => AssertLike(CertificateFacts.Root, Structures.Root);

    [Fact]
    public Task The_tcb_signing_certificate_is_like_intels() =>
        AssertLike(CertificateFacts.TcbSigning, Structures.TcbSigning);

    [Fact]
    public Task The_root_crl_is_like_intels() =>
        AssertLike(RevocationListFacts.WithoutEntries("Intel SGX Root CA"), Structures.RootCrl);

    [Fact]
    public Task A_pck_crl_without_entries_is_like_intels() => AssertLike(
        RevocationListFacts.WithoutEntries("Intel SGX PCK Processor CA"), Structures.PckCrl, PckCa.Processor);

    [Fact]
    public Task A_pck_crl_with_entries_is_like_intels() => AssertLike(
        RevocationListFacts.WithEntries("Intel SGX PCK Platform CA"), Structures.PckCrl, PckCa.Platform);

    [Fact]
    public Task The_tcb_info_is_like_intels() => AssertLike(DocumentFacts.TcbInfo, Structures.TcbInfo);

    [Fact]
    public Task The_qe_identity_is_like_intels() => AssertLike(DocumentFacts.QeIdentity, Structures.QeIdentity);

    [Fact]
    public Task The_quote_is_like_qe3s() => AssertLike(QuoteFacts.Quote, Structures.Quote);

    private static async Task AssertLike(IEnumerable<string> facts, string structure, PckCa ca = PckCa.Platform)
    {
        using var platform = new SimulatedPlatform(SimulatedNode.Options with { Ca = ca });
        var collateral = platform.Intel.IssueCollateral(SimulatedNode.Time, new()
        {
            PlatformStatus = TcbStatus.SWHardeningNeeded,
            Fault = ca == PckCa.Platform ? CollateralFault.RevokedPck : CollateralFault.None,
        });
        var quote = await SimulatedNode.Quote(platform, SimulatedNode.Application, []);

        var expected = facts.ToList();
        var actual = Structures.Of(structure, quote, collateral)
            .Select((node, i) => Masked(node, expected.ElementAtOrDefault(i)));

        Assert.Equal(expected, actual);
    }

    private static string Masked(OutlineNode node, string? fact) =>
        (fact?.EndsWith(" *", StringComparison.Ordinal) is true ? node with { Value = "*" } : node).ToString();
}
