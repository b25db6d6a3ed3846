using Sgx.Dcap.Certificates;
using static Sgx.Dcap.RejectionReason;

namespace Sgx.Dcap.Collateral;

/// <summary>Which versions of a platform model are how well patched, by Intel's word.</summary>
/// <remarks>TCB info of Intel's PCS: version 2 (API v3, SGX alone) or 3 (API v4, SGX or TDX).</remarks>
public sealed class TcbInfo : ISignedDocument<TcbInfo>
{
    internal const string Title = "TCB info";
    internal const string Member = "tcbInfo";

    private const int FmspcSize = 6;
    private const int PceIdSize = 2;

    private readonly TcbInfoKind _kind;
    private readonly List<PlatformTcbLevel> _levels;
    private readonly List<TdxModuleIdentity> _modules = [];

    private TcbInfo(JsonMembers members)
    {
        _kind = TcbInfoKind.Read(members);
        Validity = new(Title, members.Date("issueDate"), members.Date("nextUpdate"));
        Fmspc = members.Hex("fmspc", FmspcSize);
        PceId = members.Hex("pceId", PceIdSize);
        TcbEvaluationDataNumber = members.Integer("tcbEvaluationDataNumber", 1, uint.MaxValue);
        _ = members.Integer("tcbType", 0, 0);
        if (IsTdx)
        {
            TdxModule = new(members.Object(TdxModule.Member));
            _modules = TdxModuleIdentity.ReadAll(members);
        }

        _levels = TcbLevels.Read(members, level => new PlatformTcbLevel(level, _kind), PlatformTcbLevel.Compare);
    }

    static string ISignedDocument<TcbInfo>.Title => Title;
    static string ISignedDocument<TcbInfo>.Member => Member;
    static RejectionReason ISignedDocument<TcbInfo>.Malformed => TcbInfoUnsupportedFormat;
    static RejectionReason ISignedDocument<TcbInfo>.InvalidSignature => TcbInfoInvalidSignature;

    /// <summary>2 or 3.</summary>
    public int Version => _kind.Version;

    /// <summary><c>SGX</c> or <c>TDX</c>.</summary>
    public string Id => _kind.Id;

    public bool IsTdx => _kind.IsTdx;

    /// <summary>issueDate to nextUpdate.</summary>
    public ValidityPeriod Validity { get; }

    /// <summary>6 bytes.</summary>
    public ReadOnlyMemory<byte> Fmspc { get; }

    /// <summary>2 bytes.</summary>
    public ReadOnlyMemory<byte> PceId { get; }

    /// <summary>Grows with every TCB recovery event.</summary>
    public uint TcbEvaluationDataNumber { get; }

    /// <summary>How modules of version 0 are known; null in an SGX document.</summary>
    public TdxModule? TdxModule { get; }

    /// <summary>Later modules; none in an SGX document.</summary>
    public IReadOnlyList<TdxModuleIdentity> TdxModuleIdentities => _modules;

    /// <summary>The highest first, in whatever order they are served.</summary>
    public IReadOnlyList<PlatformTcbLevel> Levels => _levels;

    /// <summary>Reads a signed document as it is served, and does not verify it: to show, never to believe.</summary>
    /// <exception cref="SgxFormatException">Malformed.</exception>
    public static TcbInfo ReadUnverified(ReadOnlyMemory<byte> json) => SignedDocument<TcbInfo>.ReadUnverified(json);

    static TcbInfo ISignedDocument<TcbInfo>.Parse(JsonMembers members) => new(members);

    /// <summary>The document is about the model of the platform that the certificate is of.</summary>
    /// <exception cref="QuoteRejectedException">It is not.</exception>
    internal void RequireFor(PckExtension platform)
    {
        RequireSame("FMSPC", Fmspc, platform.Fmspc);
        RequireSame("PCE id", PceId, platform.PceId);
    }

    /// <summary>The highest level that an SGX platform meets.</summary>
    /// <exception cref="QuoteRejectedException">It meets none.</exception>
    internal PlatformTcbLevel Match(PckTcb platform)
    {
        foreach (var level in _levels)
        {
            if (level.IsMetBy(platform))
                return level;
        }

        throw NoLevel("the platform");
    }

    /// <summary>The highest level that a TDX platform and the TD's TEE_TCB_SVN meet together.</summary>
    /// <exception cref="QuoteRejectedException">They meet none.</exception>
    internal PlatformTcbLevel Match(PckTcb platform, in TeeTcbSvn svn)
    {
        foreach (var level in _levels)
        {
            if (level.IsMetBy(platform) && level.IsMetBy(svn.Components, svn.FirstPlatformComponent))
                return level;
        }

        throw NoLevel("the platform, or the TD's TEE_TCB_SVN,");
    }

    /// <summary>The identity of a module of version 1 or later; null when there is none of that version.</summary>
    internal TdxModuleIdentity? ModuleOf(byte version)
    {
        foreach (var module in _modules)
        {
            if (module.IsOf(version))
                return module;
        }

        return null;
    }

    /// <summary>The same.</summary>
    /// <exception cref="QuoteRejectedException">There is none of that version.</exception>
    internal TdxModuleIdentity RequireModule(byte version) => ModuleOf(version)
        ?? throw new QuoteRejectedException(
            TdxModuleMismatch, $"the TCB info has no {TdxModuleIdentity.IdOf(version)}");

    private static void RequireSame(string what, ReadOnlyMemory<byte> ours, ReadOnlyMemory<byte> platforms)
    {
        if (!ours.Span.SequenceEqual(platforms.Span))
            throw new QuoteRejectedException(
                TcbInfoMismatch,
                $"the TCB info has {what} {Convert.ToHexStringLower(ours.Span)}, "
                + $"the platform {Convert.ToHexStringLower(platforms.Span)}");
    }

    private static QuoteRejectedException NoLevel(string what) =>
        new(TcbNotSupported, $"{what} is below every TCB level");
}
