using System.Collections.Immutable;
using Sgx.Dcap.Policy;

namespace Sgx.Dcap;

/// <summary>
/// Which enclave or trust domain one wants to talk to. What is null does not matter; the defaults are the strict ones.
/// </summary>
/// <remarks>As a document: docs/policy.md.</remarks>
public sealed record EnclavePolicy
{
    /// <summary>Bytes of a policy's document at most: 4 MiB, some thousands of platforms.</summary>
    public const int MaxDocument = 4 * 1024 * 1024;

    private static readonly ImmutableHashSet<TcbStatus> OnlyUpToDate = [TcbStatus.UpToDate];

    /// <summary>The kinds that are accepted; null for those of which the policy asks anything, or any.</summary>
    public IReadOnlySet<TeeKind>? Tee { get; init; }

    public OneOf? MrEnclave { get; init; }
    public OneOf? MrSigner { get; init; }
    public ushort? IsvProdId { get; init; }
    public ushort? MinimumIsvSvn { get; init; }

    /// <value>No: a debug enclave or TD keeps no secret.</value>
    public bool AllowDebug { get; init; }

    /// <summary>Accepted with any advisory.</summary>
    /// <value>Only up to date.</value>
    public IReadOnlySet<TcbStatus> AcceptedTcbStatuses { get; init; } = OnlyUpToDate;

    /// <value>No: a newer word of Intel's may say otherwise.</value>
    public bool AllowExpiredCollateral { get; init; }

    public EnclaveRequirements Enclave { get; init; } = EnclaveRequirements.Default;
    public TdRequirements Td { get; init; } = TdRequirements.Default;
    public TcbRequirements Tcb { get; init; } = TcbRequirements.Default;
    public PlatformRequirements Platforms { get; init; } = PlatformRequirements.Default;

    /// <summary>Where rules come from that a file or an option made, by <see cref="PolicyRule.Name"/>.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>All rules that hold, the defaults too.</summary>
    public IReadOnlyList<PolicyRule> Rules
    {
        get
        {
            var book = new RuleBook(this);
            AddKind(book);
            EnclaveRules.AddIdentityTo(book, this);
            TdRules.AddIdentityTo(book, Td);
            EnclaveRules.AddInitTo(book);
            book.Add(
                "allowDebug", "debug", RuleBook.NoUnless(AllowDebug), isDefault: !AllowDebug,
                verified => AllowDebug || !verified.Claims.IsDebug ? null : "yes");
            EnclaveRules.AddStateTo(book, Enclave);
            TdRules.AddStateTo(book, Td);
            TcbRules.AddTo(book, this);
            PlatformRules.AddTo(book, Platforms);
            return book.Rules;
        }
    }

    /// <summary>Reads a policy's document, or Intel's appraisal policies.</summary>
    /// <param name="json">The document.</param>
    /// <param name="source">The name of its source, for mismatches and errors.</param>
    /// <exception cref="SgxFormatException">Malformed, unknown members, or what cannot be honoured.</exception>
    public static EnclavePolicy Parse(ReadOnlyMemory<byte> json, string source) =>
        new EnclavePolicy().With(json, source);

    /// <summary>The same on top of this policy. A rule may stand in one place only.</summary>
    /// <exception cref="SgxFormatException">Malformed, or a rule that this policy has from elsewhere.</exception>
    public EnclavePolicy With(ReadOnlyMemory<byte> json, string source) => PolicyDocument.Read(json, source, this);

    /// <summary>Compares a verified quote with the policy, all of it.</summary>
    public PolicyVerdict Judge(QuoteVerdict.Verified verified)
    {
        ArgumentNullException.ThrowIfNull(verified);
        return new([.. Rules.Select(rule => rule.Judge(verified)).OfType<PolicyMismatch>()])
        {
            PlatformBinding = Platforms.Bind(verified.Supplemental),
        };
    }

    internal bool AcceptsByDefault =>
        ReferenceEquals(AcceptedTcbStatuses, OnlyUpToDate) && Tcb.AcceptedWithAdvisories.Count == 0;

    internal string SourceOf(string name, bool isDefault) =>
        Sources.GetValueOrDefault(name) ?? (isDefault ? PolicyRule.Default : "program");

    /// <summary>
    /// The kinds that can meet the policy. Where it says of one kind alone what it must be, the other cannot: a trust
    /// domain breaks no rule about enclaves, so it would pass by being none.
    /// </summary>
    internal IReadOnlySet<TeeKind> AcceptedKinds
    {
        get
        {
            var judged = NamesEnclaves == Td.NamesTds ? TeeKinds.All : NamesEnclaves ? TeeKinds.Enclaves : TeeKinds.Tds;
            return Tee is null ? judged : judged.Intersect(Tee).ToHashSet();
        }
    }

    /// <summary>Whether it says of every kind that it accepts which one: by MRENCLAVE, MRSIGNER or MRTD.</summary>
    internal bool NamesWhomItAccepts => AcceptedKinds.All(kind =>
        kind is TeeKind.Sgx ? MrEnclave is not null || MrSigner is not null : Td.MrTd is not null);

    private void AddKind(RuleBook book)
    {
        var kinds = AcceptedKinds;
        if (Tee is null && kinds.Count == TeeKinds.All.Count)
            return;
        var expected = kinds.Count > 0 ? TeeKinds.Names(kinds) : "none: tee names what the policy does not describe";
        book.Add("tee", "tee", expected, isDefault: Tee is null, verified =>
            kinds.Contains(TeeKinds.Of(verified.Claims)) ? null : TeeKinds.Name(TeeKinds.Of(verified.Claims)));
    }

    private bool NamesEnclaves =>
        MrEnclave is not null || MrSigner is not null || IsvProdId is not null || MinimumIsvSvn is not null
        || Enclave.NamesEnclaves;
}
