using System.Collections.Immutable;
using Sgx.Binary;
using Sgx.Quotes;

namespace Sgx.Tests;

public sealed class LayoutTests
{
    public static TheoryData<string> Structures => [.. Layouts.Keys];

    private static readonly Dictionary<string, (ImmutableArray<Field> Fields, int Size)> Layouts = new()
    {
        [nameof(ReportBody)] = (ReportBody.Layout.All, ReportBody.Size),
        [nameof(Report)] = (Report.Layout.All, Report.Size),
        [nameof(TdReport)] = (TdReport.Layout.All, TdReport.Size),
        [nameof(TargetInfo)] = (TargetInfo.Layout.All, TargetInfo.Size),
        [nameof(KeyRequest)] = (KeyRequest.Layout.All, KeyRequest.Size),
        [nameof(QeReportInfo)] = (QeReportInfo.Layout.All, QeReportInfo.Size),
        [nameof(AttestationKeyId)] = (AttestationKeyId.Layout.All, AttestationKeyId.Size),
        [nameof(QuoteHeader)] = (QuoteHeader.Layout.All, QuoteHeader.Size),
        [nameof(QuoteSignature)] = (QuoteSignature.Layout.All, QuoteSignature.Layout.Size),
        ["QuoteSignature, nested"] = (QuoteSignature.NestedLayout.All, QuoteSignature.NestedLayout.Size),
        ["TdReportBody, TDX 1.0"] = (TdReportBody.Layout.Td10, TdReportBody.Td10Size),
        ["TdReportBody, TDX 1.5"] = (TdReportBody.Layout.Td15, TdReportBody.Td15Size),
        ["TdReportBody, extended"] = (TdReportBody.Layout.All, TdReportBody.ExtendedSize),
    };

    [Theory]
    [MemberData(nameof(Structures))]
    public void Its_fields_tile_it_without_gap_or_overlap(string structure)
    {
        var (fields, size) = Layouts[structure];

        var end = fields.Aggregate(0, (end, field) =>
        {
            Assert.Equal(end, field.Offset);
            return field.End;
        });

        Assert.Equal(size, end);
    }

    [Fact]
    public void The_base_of_a_key_id_ends_where_the_callers_part_begins() =>
        Assert.Equal(AttestationKeyId.BaseSize, AttestationKeyId.Layout.AlgorithmId.End);
}
