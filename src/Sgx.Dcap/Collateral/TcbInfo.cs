using Sgx.Dcap.Certificates;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Collateral;

/// <summary>Which versions of a platform model are how well patched, by Intel's word.</summary>
/// <remarks>
/// TCB info of Intel's PCS: version 2 (API v3, SGX alone) or 3 (API v4). Of a TDX document only what it shares with
/// SGX is read.
/// </remarks>
internal sealed class TcbInfo : ISignedDocument<TcbInfo>
{
    public const int Version2 = 2;
    public const int Version3 = 3;
    public const string SgxId = "SGX";
    public const string TdxId = "TDX";

    private const int FmspcSize = 6;
    private const int PceIdSize = 2;

    private readonly List<PlatformTcbLevel> _levels;

    private TcbInfo(JsonMembers members)
    {
        var version = (int)members.Integer("version", Version2, Version3);
        Id = version == Version2 ? SgxId : members.String("id");
        Validity = new(Title, members.Date("issueDate"), members.Date("nextUpdate"));
        Fmspc = members.Hex("fmspc", FmspcSize);
        PceId = members.Hex("pceId", PceIdSize);
        TcbEvaluationDataNumber = members.Integer("tcbEvaluationDataNumber", 1, uint.MaxValue);
        _ = members.Integer("tcbType", 0, 0);
        RequireKind(members);
        _levels = TcbLevels.Read(members, level => ReadLevel(level, version), PlatformTcbLevel.Compare);
    }

    public static string Title => "TCB info";
    public static string Member => "tcbInfo";
    public static RejectionReason Malformed => TcbInfoUnsupportedFormat;
    public static RejectionReason InvalidSignature => TcbInfoInvalidSignature;

    /// <summary><see cref="SgxId"/> or <see cref="TdxId"/>.</summary>
    public string Id { get; }

    public ValidityPeriod Validity { get; }
    public ReadOnlyMemory<byte> Fmspc { get; }
    public ReadOnlyMemory<byte> PceId { get; }

    /// <summary>Grows with every TCB recovery event.</summary>
    public uint TcbEvaluationDataNumber { get; }

    public static TcbInfo Parse(JsonMembers members) => new(members);

    /// <summary>The document is about SGX and about the model of the platform that the certificate is of.</summary>
    /// <exception cref="QuoteRejectedException">It is not.</exception>
    public void RequireFor(PckExtension platform)
    {
        RequireSame("id", Id, SgxId);
        RequireSame("FMSPC", Convert.ToHexStringLower(Fmspc.Span), Convert.ToHexStringLower(platform.Fmspc.Span));
        RequireSame("PCE id", Convert.ToHexStringLower(PceId.Span), Convert.ToHexStringLower(platform.PceId.Span));
    }

    /// <summary>The highest level that the platform meets.</summary>
    /// <exception cref="QuoteRejectedException">It meets none.</exception>
    public PlatformTcbLevel Match(PckTcb platform) => _levels.Find(level => level.IsMetBy(platform))
        ?? throw new QuoteRejectedException(TcbNotSupported, "the platform is below every TCB level");

    private static void RequireSame(string what, string ours, string platforms)
    {
        if (ours != platforms)
            throw new QuoteRejectedException(
                TcbInfoMismatch, $"the TCB info has {what} {ours}, the platform {platforms}");
    }

    private PlatformTcbLevel ReadLevel(JsonMembers level, int version)
    {
        if (Id is SgxId && level.Object("tcb").Has("tdxtcbcomponents"))
            throw level.Unexpected("tcb", "SGX components alone", "TDX components");
        return new(level, version);
    }

    private void RequireKind(JsonMembers members)
    {
        if (Id is not (SgxId or TdxId))
            throw members.Unexpected("id", $"{SgxId} or {TdxId}", $"'{Id}'");
        if (Id is SgxId && (members.Has("tdxModule") || members.Has("tdxModuleIdentities")))
            throw members.Unexpected("id", $"{TdxId} where a TDX module is described", Id);
    }
}
