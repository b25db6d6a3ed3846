using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Collateral;

/// <summary>How Intel's quoting enclave is known, and which versions of it are how well patched.</summary>
/// <remarks>Enclave identity of Intel's PCS, version 2. Values and masks are in memory order.</remarks>
internal sealed class QeIdentity : ISignedDocument<QeIdentity>
{
    private const int Version = 2;
    private const string Id = "QE";

    // FLAGS and XFRM stand side by side in a report, and are one value here.
    private static readonly Binary.Field Attributes =
        new(ReportBody.Layout.Attributes.Offset, ReportBody.Layout.Xfrm.End - ReportBody.Layout.Attributes.Offset);

    private readonly string _id;
    private readonly MaskedValue _miscSelect;
    private readonly MaskedValue _attributes;
    private readonly Measurement _mrSigner;
    private readonly ushort _isvProdId;
    private readonly List<QeTcbLevel> _levels;

    private QeIdentity(JsonMembers members)
    {
        _ = members.Integer("version", Version, Version);
        _id = members.String("id");
        Validity = new(Title, members.Date("issueDate"), members.Date("nextUpdate"));
        TcbEvaluationDataNumber = members.Integer("tcbEvaluationDataNumber", 1, uint.MaxValue);
        _miscSelect = MaskedValue.Read(members, "miscselect", "miscselectMask", ReportBody.Layout.MiscSelect);
        _attributes = MaskedValue.Read(members, "attributes", "attributesMask", Attributes);
        _mrSigner = new(members.Hex("mrsigner", Measurement.Size));
        _isvProdId = (ushort)members.Integer("isvprodid", 0, ushort.MaxValue);
        _levels = TcbLevels.Read(members, level => new QeTcbLevel(level), QeTcbLevel.Compare);
    }

    public static string Title => "QE identity";
    public static string Member => "enclaveIdentity";
    public static RejectionReason Malformed => EnclaveIdentityUnsupportedFormat;
    public static RejectionReason InvalidSignature => EnclaveIdentityInvalidSignature;

    public ValidityPeriod Validity { get; }

    /// <summary>Grows with every TCB recovery event.</summary>
    public uint TcbEvaluationDataNumber { get; }

    public static QeIdentity Parse(JsonMembers members) => new(members);

    /// <summary>The highest level that the quoting enclave meets, once it is the one described.</summary>
    /// <exception cref="QuoteRejectedException">It is another enclave, or below every level.</exception>
    public QeTcbLevel Match(ReportBody report)
    {
        RequireSame(_id == Id, "id");
        RequireSame(_miscSelect.Matches(report), "MISCSELECT");
        RequireSame(_attributes.Matches(report), "ATTRIBUTES");
        RequireSame(_mrSigner == report.MrSigner, "MRSIGNER");
        RequireSame(_isvProdId == report.IsvProdId, "ISVPRODID");

        var svn = report.IsvSvn;
        return _levels.Find(level => svn >= level.IsvSvn)
            ?? throw new QuoteRejectedException(
                TcbNotSupported, $"the quoting enclave's ISVSVN {svn} is below every level");
    }

    private static void RequireSame(bool same, string what)
    {
        if (!same)
            throw new QuoteRejectedException(
                QeIdentityMismatch, $"the QE identity describes an enclave of another {what}");
    }
}
