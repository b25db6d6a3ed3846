using System.Text.Json;
using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.Tests.Vectors;

public sealed class VectorTests
{
    public static TheoryData<string> Folders => VectorFolder.All;

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_verdict_is_that_of_intels_library(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);

        var verdict = new QuoteVerifier(vector.Anchor).Verify(vector.Quote, vector.Collateral, vector.Time);

        if (vector.IsAccepted)
            AssertAgrees(vector, Assert.IsType<QuoteVerdict.Verified>(verdict));
        else
            Assert.IsType<QuoteVerdict.Rejected>(verdict);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Intels_key_is_an_anchor_for_genuine_quotes(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);

        var verdict = new QuoteVerifier(TrustAnchor.Intel, RootMatching.SameKey)
            .Verify(vector.Quote, vector.Collateral, vector.Time);

        var verified = verdict as QuoteVerdict.Verified;
        Assert.Equal(vector.Status, verified?.TcbStatus);
        Assert.Equal(vector.Status is not null, verified?.Root.IsIntel ?? false);
    }

    [Fact]
    public void Intels_own_sample_has_its_pck_certificate_beside_it()
    {
        var verdict = IntelSample.Verify(IntelSample.PckCertificate);
        Assert.True(verdict is QuoteVerdict.Verified { TcbStatus: TcbStatus.UpToDate }, $"{verdict}");
        Assert.Equal(
            RejectionReason.UnsupportedQeCertificationDataType,
            Assert.IsType<QuoteVerdict.Rejected>(IntelSample.Verify(pckCertificate: null)).Reason);
    }

    [Fact]
    public void Folders_of_both_shapes_are_read()
    {
        var folders = Folders.Where(row => row.Skip is null).Select(row => VectorFolder.OrSkip(row.Data)).ToArray();
        Assert.SkipWhen(folders.Length == 0, "no shared vectors beside the repository");

        Assert.Contains(folders, folder => folder.TcbInfoIssued is null);
        Assert.Contains(folders, folder => folder.TcbInfoIssued is not null);
        Assert.All(folders.Where(folder => folder.IsAccepted), folder => Assert.NotNull(folder.Status));
    }

    private static void AssertAgrees(VectorFolder vector, QuoteVerdict.Verified verified)
    {
        var expected = vector.Expected;
        Assert.Equal(vector.Status, verified.TcbStatus);
        Assert.Equal(
            expected.GetProperty("tcb_date").GetDateTimeOffset(), verified.TcbDate);
        Assert.Equal(
            expected.GetProperty("advisory_ids").EnumerateArray().Select(id => id.GetString()!).Order(),
            verified.AdvisoryIds.Order());
        Assert.Equal(expected.GetProperty("collateral_expired").GetBoolean(), verified.CollateralExpired);
        if (vector.TcbInfoIssued is { } issued)
            AssertAgrees(issued, vector.TcbInfoNumber, verified.Supplemental);
        else
            AssertAgrees(expected, verified.Supplemental);
    }

    private static void AssertAgrees(DateTimeOffset issued, uint? number, SupplementalData found)
    {
        Assert.Equal(issued, found.TcbInfo.From);
        Assert.Equal(number, found.TcbInfoEvaluationDataNumber);
    }

    private static void AssertAgrees(JsonElement expected, SupplementalData found)
    {
        DateTimeOffset[] issued = [found.TcbInfo.From, found.QeIdentity.From];
        DateTimeOffset[] expire = [found.TcbInfo.Until, found.QeIdentity.Until];
        Assert.Equal(
            expected.GetProperty("min_tcb_evaluation_data_number").GetUInt32(), found.TcbEvaluationDataNumber);
        Assert.Equal(expected.GetProperty("issue_date_min").GetDateTimeOffset(), issued.Min());
        Assert.Equal(expected.GetProperty("issue_date_max").GetDateTimeOffset(), issued.Max());
        Assert.Equal(
            expected.GetProperty("expiration_date_min_of_tcbinfo_and_identity").GetDateTimeOffset(), expire.Min());
    }
}
