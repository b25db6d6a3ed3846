using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Dcap.Tests.Collateral;

public sealed class QeIdentityTests
{
    private const ulong Qe3Flags = (ulong)(EnclaveAttributes.Init | EnclaveAttributes.ProvisionKey);

    [Theory]
    [InlineData(11, TcbStatus.UpToDate)]
    [InlineData(8, TcbStatus.UpToDate)]
    [InlineData(7, TcbStatus.OutOfDate)]
    [InlineData(6, TcbStatus.OutOfDate)]
    public void An_enclave_matches_the_highest_level_that_it_meets(ushort isvSvn, TcbStatus status) =>
        Assert.Equal(status, Match(MintedDocument.QeIdentity, Report(isvSvn: isvSvn)).Status);

    [Fact]
    public void The_order_in_the_document_does_not_matter()
    {
        var swapped = MintedDocument.QeIdentity
            .Replace("\"isvsvn\":6", "\"isvsvn\":9");
        Assert.Equal(TcbStatus.OutOfDate, Match(swapped, Report(isvSvn: 9)).Status);
        Assert.Equal(TcbStatus.UpToDate, Match(swapped, Report(isvSvn: 8)).Status);
    }

    [Theory]
    [InlineData("\"miscselect\":\"00000000\"", "\"miscselect\":\"01000000\"")]
    [InlineData("\"attributes\":\"11", "\"attributes\":\"01")]
    [InlineData("\"attributesMask\":\"FB", "\"attributesMask\":\"EB")]
    [InlineData("\"mrsigner\":\"8C", "\"mrsigner\":\"8D")]
    [InlineData("\"isvprodid\":1", "\"isvprodid\":2")]
    public void Another_enclave_is_refused(string good, string other) =>
        AssertMismatch(Replace(good, other), Report());

    [Theory]
    [InlineData("QVE")]
    [InlineData("TD_QE")]
    public void The_identity_of_another_kind_of_enclave_is_refused(string id)
    {
        var other = Parse(Replace("\"id\":\"QE\"", $"\"id\":\"{id}\""));
        var e = Assert.Throws<QuoteRejectedException>(() => other.RequireId(QeIdentity.QeId));
        Assert.Equal(RejectionReason.QeIdentityMismatch, e.Reason);
    }

    [Fact]
    public void A_debug_enclave_is_not_the_quoting_enclave() =>
        AssertMismatch(MintedDocument.QeIdentity, Report(flags: Qe3Flags | (ulong)EnclaveAttributes.Debug));

    [Fact]
    public void Bits_outside_the_mask_do_not_matter() =>
        Assert.NotNull(Match(MintedDocument.QeIdentity, Report(flags: Qe3Flags | (ulong)EnclaveAttributes.Mode64Bit)));

    [Theory]
    [InlineData("\"id\":\"QE\"", "\"id\":\"QAE\"")]
    [InlineData("\"version\":2", "\"version\":1")]
    [InlineData("\"version\":2", "\"version\":3")]
    [InlineData("\"miscselect\":\"00000000\"", "\"miscselect\":\"000000\"")]
    [InlineData("\"miscselectMask\":\"FFFFFFFF\",", "")]
    [InlineData("\"attributes\":\"11", "\"attributes\":\"1100")]
    [InlineData("\"mrsigner\":\"8C", "\"mrsigner\":\"")]
    [InlineData("\"isvprodid\":1", "\"isvprodid\":65536")]
    [InlineData("{\"isvsvn\":8}", "{\"isvsvn\":65544}")]
    [InlineData("{\"isvsvn\":8}", "{\"isvsvn\":6}")]
    [InlineData("{\"isvsvn\":8}", "{}")]
    [InlineData("\"UpToDate\"", "\"SWHardeningNeeded\"")]
    [InlineData("\"UpToDate\"", "\"UpToDate\",\"advisoryIDs\":{}")]
    [InlineData("2025-07-01T00:00:00Z", "2025-07-01T00:00Z")]
    public void Every_other_value_is_malformed(string good, string bad)
    {
        var json = Replace(good, bad);
        Assert.Throws<SgxFormatException>(() => Parse(json));
    }

    private static string Replace(string good, string bad)
    {
        Assert.Contains(good, MintedDocument.QeIdentity);
        return MintedDocument.QeIdentity.Replace(good, bad);
    }

    private static byte[] Report(ulong flags = Qe3Flags, ushort isvSvn = 8)
    {
        var report = new byte[ReportBody.Size];
        WriteUInt64LittleEndian(ReportBody.Layout.Attributes.In(report), flags);
        IntelQuotingEnclaves.Qe3MrSigner.ToBytes().CopyTo(ReportBody.Layout.MrSigner.In(report));
        WriteUInt16LittleEndian(ReportBody.Layout.IsvProdId.In(report), IntelQuotingEnclaves.Qe3ProdId);
        WriteUInt16LittleEndian(ReportBody.Layout.IsvSvn.In(report), isvSvn);
        return report;
    }

    private static void AssertMismatch(string json, byte[] report)
    {
        var e = Assert.Throws<QuoteRejectedException>(() => Match(json, report));
        Assert.Equal(RejectionReason.QeIdentityMismatch, e.Reason);
    }

    private static IsvTcbLevel Match(string json, byte[] report) => Parse(json).Match(new ReportBody(report));

    private static QeIdentity Parse(string json) =>
        QeIdentity.ReadUnverified(MintedDocument.Unsigned("enclaveIdentity", json));
}
