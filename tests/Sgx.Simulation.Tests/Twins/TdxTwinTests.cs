using System.Text.RegularExpressions;
using Sgx.Dcap.Collateral;
using Sgx.Quotes;
using Sgx.Testing;

namespace Sgx.Simulation.Tests.Twins;

/// <summary>Simulated quotes and collateral of TDX beside genuine ones: the same structures in the same order.</summary>
public sealed class TdxTwinTests
{
    private const string Folder = "v5-tdx-90c06f000000-ok-2025-06";

    // Free text, and what only some levels have.
    private static readonly Regex Incidental = new(@"\.(category|type|advisoryIDs\[\])$");

    [Fact]
    public void The_tcb_info_has_the_members_of_a_genuine_one()
    {
        var genuine = CollateralFolder.Read(RepositoryRoot.SharedOrSkip("vectors", Folder));

        Assert.Equal(Members(genuine.TcbInfo), Members(SimulatedNode.TdCollateral.TcbInfo));
    }

    [Fact]
    public void The_identity_has_the_members_and_masks_of_a_genuine_one()
    {
        var genuine = CollateralFolder.Read(RepositoryRoot.SharedOrSkip("vectors", Folder));
        var varying = new Regex(@"issueDate|nextUpdate|tcbLevels|signature");

        Assert.Equal(Members(genuine.QeIdentity), Members(SimulatedNode.TdCollateral.QeIdentity));
        Assert.Equal(
            JsonOutline.Of(genuine.QeIdentity).Where(node => !varying.IsMatch(node.Path)),
            JsonOutline.Of(SimulatedNode.TdCollateral.QeIdentity).Where(node => !varying.IsMatch(node.Path)));
    }

    [Theory]
    [InlineData(Folder, 5, QuoteBodyType.Td15)]
    [InlineData("v4-tdx-00806f050000-ok-2023-02", 4, QuoteBodyType.Td10)]
    public void The_quote_is_like_a_genuine_one(string folder, ushort version, QuoteBodyType type)
    {
        var genuine = Quote.Parse(File.ReadAllBytes(RepositoryRoot.SharedOrSkip("vectors", folder, "quote.bin")));
        var simulated = SimulatedNode.Platform.QuoteTd(SimulatedNode.Td.CreateReport([]), version, type);

        Assert.Equal(Constants(genuine), Constants(simulated));
    }

    // What is the same in every quote of Intel's TDQE.
    private static IEnumerable<string> Constants(Quote quote)
    {
        var body = quote.TdBody;
        var qe = quote.Signature.QeReport;
        return
        [
            $"{quote.Version} {quote.BodyType} {quote.TeeType} {quote.Header.AttestationKeyType}",
            $"header {quote.Header.QeSvn} {quote.Header.PceSvn} {Hex(quote.Header.QeVendorId)}",
            $"user data behind the QE id {Hex(quote.Header.UserData[16..])}",
            $"module {Hex(body.MrSignerSeam)} {Hex(body.SeamAttributes)} {Hex(body.TeeTcbSvn[3..])}",
            $"TD {body.TdAttributes}",
            $"QE {qe.MrSigner} {qe.IsvProdId} {qe.Attributes} {qe.Xfrm:x} {qe.MiscSelect}",
            $"QE report data behind the hash {Hex(qe.ReportData[32..])}",
            $"authentication data {Hex(quote.Signature.AuthenticationData.Span)}",
            $"certification data {quote.Signature.CertificationData.Type}",
            $"ends in NUL {quote.Signature.CertificationData.Bytes.Span[^1]}",
        ];
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static IEnumerable<string> Members(ReadOnlyMemory<byte> document) => JsonOutline.Of(document)
        .Select(node => node.Path)
        .Where(path => !Incidental.IsMatch(path))
        .Distinct();
}
