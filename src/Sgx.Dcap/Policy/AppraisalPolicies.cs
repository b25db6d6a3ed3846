using Sgx.Dcap.Collateral;

namespace Sgx.Dcap.Policy;

/// <summary>Appraisal policies in Intel's vocabulary, as far as they can be honoured; the rest is refused.</summary>
/// <remarks>
/// The vocabulary of Intel's quote appraisal library: policies by class id, each with a reference. What they leave out
/// stays as strict as it is here, DEBUG above all: Intel's own sample masks it out.
/// </remarks>
internal static class AppraisalPolicies
{
    public const string Member = "policy_array";

    private static readonly (string ClassId, TeeKind Kind, bool IsPlatform)[] Classes =
    [
        ("3123ec35-8d38-4ea5-87a5-d6c48b567570", TeeKind.Sgx, true),
        ("9eec018b-7481-4b1c-8e1a-9f7c0c8c777f", TeeKind.Tdx10, true),
        ("f708b97f-0fb2-4e6b-8b03-8a5bcd1221d3", TeeKind.Tdx15, true),
        ("bef7cb8c-31aa-42c1-854c-10db005d5c41", TeeKind.Sgx, false),
        ("a1e4ee9c-a12e-48ac-bed0-e3f89297f687", TeeKind.Tdx10, false),
        ("45b734fc-aa4e-4c3d-ad28-e43d08880e68", TeeKind.Tdx15, false),
    ];

    /// <exception cref="SgxFormatException">Malformed, or something that cannot be honoured.</exception>
    public static EnclavePolicy Read(PolicySection root, PolicySources sources, EnclavePolicy before)
    {
        _ = root.Has(Member, "tee");
        var entries = root.Members.Objects(Member).Select(members => new Entry(members)).ToList();
        if (entries.Count == 0)
            throw root.Members.Unexpected(Member, "at least one policy", "none");
        RequireOnce(root.Members, entries);

        var policy = before with { Tee = Judged(entries).Select(entry => entry.Kind).ToHashSet() };
        policy = ReadOne(entries.Where(entry => entry.IsPlatform), sources, policy, AppraisalPlatform.Read);
        policy = ReadOne(entries.Where(entry => entry.IsEnclave), sources, policy, AppraisalTenant.ReadEnclave);
        return ReadOne(entries.Where(entry => entry.IsTd), sources, policy, AppraisalTenant.ReadTd);
    }

    // A platform's policy says nothing of what runs there: where there are others, they say which kinds are judged.
    private static List<Entry> Judged(List<Entry> entries) =>
        entries.Exists(entry => !entry.IsPlatform) ? entries.FindAll(entry => !entry.IsPlatform) : entries;

    private static void RequireOnce(JsonMembers root, List<Entry> entries)
    {
        if (entries.DistinctBy(entry => (entry.Kind, entry.IsPlatform)).Count() < entries.Count)
            throw root.Unexpected(Member, "one policy of each class", "several");
    }

    // One policy here judges all kinds: what Intel's say of several classes must be the same.
    private static EnclavePolicy ReadOne(
        IEnumerable<Entry> entries, PolicySources sources, EnclavePolicy policy,
        Func<PolicySection, EnclavePolicy, EnclavePolicy> read)
    {
        if (entries.ToList() is not [var first, .. var others])
            return policy;
        if (others.Exists(other => !other.Reference.IsSameAs(first.Reference)))
            throw others[0].Members.Unexpected("reference", "the same as that of the class before", "another");
        var section = new PolicySection(first.Reference, $"{first.Name}.", sources);
        var result = read(section, policy);
        section.SkipComments();
        section.RequireNothingElse();
        return result;
    }

    private sealed class Entry
    {
        public Entry(JsonMembers members)
        {
            Members = members;
            members.RequireOnly("environment", "reference");
            var environment = members.Object("environment");
            environment.RequireOnly("class_id", "description");
            environment.RequireStringIfThere("description");
            var id = environment.String("class_id");
            var known = Array.Find(Classes, one => one.ClassId.Equals(id, StringComparison.OrdinalIgnoreCase));
            if (known.ClassId is null)
                throw environment.Unexpected(
                    "class_id", "a platform, an enclave or a trust domain", $"'{id}'");
            (Kind, IsPlatform, Reference) = (known.Kind, known.IsPlatform, members.Object("reference"));
        }

        public JsonMembers Members { get; }
        public TeeKind Kind { get; }
        public bool IsPlatform { get; }
        public JsonMembers Reference { get; }
        public bool IsEnclave => !IsPlatform && Kind is TeeKind.Sgx;
        public bool IsTd => !IsPlatform && Kind is not TeeKind.Sgx;
        public string Name => IsPlatform ? "platform" : IsEnclave ? "enclave" : "td";
    }
}
