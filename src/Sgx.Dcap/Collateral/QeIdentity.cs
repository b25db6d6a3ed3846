using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Collateral;

/// <summary>How one of Intel's enclaves is known, and which versions of it are how well patched.</summary>
/// <remarks>Enclave identity of Intel's PCS, version 2. Values and masks are in memory order.</remarks>
public sealed class QeIdentity : ISignedDocument<QeIdentity>
{
    /// <summary>Id of the quoting enclave of SGX.</summary>
    public const string QeId = "QE";

    /// <summary>Id of the quoting enclave of TDX.</summary>
    public const string TdQeId = "TD_QE";

    /// <summary>Id of the quote verification enclave.</summary>
    public const string QveId = "QVE";

    internal const string Title = "QE identity";
    internal const string Member = "enclaveIdentity";

    private const int Version = 2;

    // FLAGS and XFRM stand side by side in a report, and are one value here.
    private static readonly Binary.Field AttributesField =
        new(ReportBody.Layout.Attributes.Offset, ReportBody.Layout.Xfrm.End - ReportBody.Layout.Attributes.Offset);

    private readonly MaskedValue _miscSelect;
    private readonly MaskedValue _attributes;
    private readonly List<IsvTcbLevel> _levels;

    private QeIdentity(JsonMembers members)
    {
        _ = members.Integer("version", Version, Version);
        Id = ReadId(members);
        Validity = new(Title, members.Date("issueDate"), members.Date("nextUpdate"));
        TcbEvaluationDataNumber = members.Integer("tcbEvaluationDataNumber", 0, uint.MaxValue);
        _miscSelect = MaskedValue.Read(members, "miscselect", "miscselectMask", ReportBody.Layout.MiscSelect);
        _attributes = MaskedValue.Read(members, "attributes", "attributesMask", AttributesField);
        MrSigner = new(members.Hex("mrsigner", Measurement.Size));
        IsvProdId = (ushort)members.Integer("isvprodid", 0, ushort.MaxValue);
        _levels = TcbLevels.Read(members, level => new IsvTcbLevel(level), IsvTcbLevel.Compare);
    }

    static string ISignedDocument<QeIdentity>.Title => Title;
    static string ISignedDocument<QeIdentity>.Member => Member;
    static RejectionReason ISignedDocument<QeIdentity>.Malformed => EnclaveIdentityUnsupportedFormat;
    static RejectionReason ISignedDocument<QeIdentity>.InvalidSignature => EnclaveIdentityInvalidSignature;

    /// <summary><see cref="QeId"/>, <see cref="TdQeId"/> or <see cref="QveId"/>.</summary>
    public string Id { get; }

    /// <summary>issueDate to nextUpdate.</summary>
    public ValidityPeriod Validity { get; }

    /// <summary>Grows with every TCB recovery event.</summary>
    public uint TcbEvaluationDataNumber { get; }

    /// <summary>MISCSELECT: 4 bytes, in memory order.</summary>
    public ReadOnlyMemory<byte> MiscSelect => _miscSelect.Value;

    /// <summary>Which bits of MISCSELECT count: 4 bytes.</summary>
    public ReadOnlyMemory<byte> MiscSelectMask => _miscSelect.Mask;

    /// <summary>ATTRIBUTES: 16 bytes, FLAGS then XFRM, in memory order.</summary>
    public ReadOnlyMemory<byte> Attributes => _attributes.Value;

    /// <summary>Which bits of ATTRIBUTES count: 16 bytes.</summary>
    public ReadOnlyMemory<byte> AttributesMask => _attributes.Mask;

    public Measurement MrSigner { get; }
    public ushort IsvProdId { get; }

    /// <summary>The highest first, in whatever order they are served.</summary>
    public IReadOnlyList<IsvTcbLevel> Levels => _levels;

    /// <summary>Reads a signed document as it is served, and does not verify it: to show, never to believe.</summary>
    /// <exception cref="SgxFormatException">Malformed.</exception>
    public static QeIdentity ReadUnverified(ReadOnlyMemory<byte> json) =>
        SignedDocument<QeIdentity>.ReadUnverified(json);

    static QeIdentity ISignedDocument<QeIdentity>.Parse(JsonMembers members) => new(members);

    /// <summary>The identity is that of a kind of enclave.</summary>
    /// <exception cref="QuoteRejectedException">It is another's.</exception>
    internal void RequireId(string id)
    {
        if (Id != id)
            throw new QuoteRejectedException(QeIdentityMismatch, $"the identity is that of {Id}, not of {id}");
    }

    /// <summary>The highest level that the quoting enclave meets, once it is the one described.</summary>
    /// <exception cref="QuoteRejectedException">It is another enclave, or below every level.</exception>
    internal IsvTcbLevel Match(ReportBody report)
    {
        RequireSame(_miscSelect.Matches(report), "MISCSELECT");
        RequireSame(_attributes.Matches(report), "ATTRIBUTES");
        RequireSame(MrSigner == report.MrSigner, "MRSIGNER");
        RequireSame(IsvProdId == report.IsvProdId, "ISVPRODID");

        var svn = report.IsvSvn;
        return _levels.Find(level => svn >= level.IsvSvn)
            ?? throw new QuoteRejectedException(
                TcbNotSupported, $"the quoting enclave's ISVSVN {svn} is below every level");
    }

    private static string ReadId(JsonMembers members)
    {
        var id = members.String("id");
        return id is QeId or TdQeId or QveId
            ? id
            : throw members.Unexpected("id", $"{QeId}, {TdQeId} or {QveId}", $"'{id}'");
    }

    private static void RequireSame(bool same, string what)
    {
        if (!same)
            throw new QuoteRejectedException(
                QeIdentityMismatch, $"the QE identity describes an enclave of another {what}");
    }
}
