using Sgx.Cli.Input;
using Sgx.Dcap;

namespace Sgx.Cli.Verification;

/// <summary>The policy that was asked for: files and options, each of them a source of rules.</summary>
internal sealed record PolicyRequest
{
    public const string AcceptOption = "--accept";
    public const string DebugOption = "--allow-debug";
    public const string ExpiredOption = "--allow-expired-collateral";

    public IReadOnlyList<string> Files { get; init; } = [];
    public Measurement? MrEnclave { get; init; }
    public Measurement? MrSigner { get; init; }
    public ushort? IsvProdId { get; init; }
    public ushort? MinimumIsvSvn { get; init; }
    public IReadOnlyList<AcceptedStatus> Accepted { get; init; } = [];
    public bool AllowDebug { get; init; }
    public bool AllowExpiredCollateral { get; init; }

    /// <summary>Reads the files, then lets the options say what is left open, and widen what they may widen.</summary>
    /// <exception cref="InputException">A file is not a policy, or two sources say the same rule.</exception>
    public EnclavePolicy Build(CliHost host)
    {
        var policy = Files.Aggregate(new EnclavePolicy(), (all, file) => ReadOnto(all, file, host));
        var sources = policy.Sources.ToDictionary();
        policy = Narrow(policy, sources);
        return Widen(policy, sources) with { Sources = sources };
    }

    private static EnclavePolicy ReadOnto(EnclavePolicy policy, string path, CliHost host)
    {
        var json = InputFile.Read(host, path, InputFile.MaxPolicy);
        return InputException.IfMalformed(InputFault.MalformedPolicy, path, () => policy.With(json, path));
    }

    // An option that a file contradicts would leave it to luck which of them is meant.
    private EnclavePolicy Narrow(EnclavePolicy policy, Dictionary<string, string> sources) => policy with
    {
        MrEnclave = Name("enclave.mrEnclave", "--mr-enclave", MrEnclave, sources) ?? policy.MrEnclave,
        MrSigner = Name("enclave.mrSigner", "--mr-signer", MrSigner, sources) ?? policy.MrSigner,
        IsvProdId = Name("enclave.isvProdId", "--prod-id", IsvProdId, sources) ?? policy.IsvProdId,
        MinimumIsvSvn = Name("enclave.minimumIsvSvn", "--min-svn", MinimumIsvSvn, sources) ?? policy.MinimumIsvSvn,
    };

    private static T? Name<T>(string rule, string option, T? value, Dictionary<string, string> sources) where T : struct
    {
        if (value is not null && !sources.TryAdd(rule, option))
            throw new InputException(InputFault.Usage, $"{option}: there is a rule already, of {sources[rule]}");
        return value;
    }

    private EnclavePolicy Widen(EnclavePolicy policy, Dictionary<string, string> sources)
    {
        if (AllowDebug)
            Join(sources, "allowDebug", DebugOption);
        if (AllowExpiredCollateral)
            AllowExpired(policy, sources);
        policy = policy with
        {
            AllowDebug = policy.AllowDebug || AllowDebug,
            AllowExpiredCollateral = policy.AllowExpiredCollateral || AllowExpiredCollateral,
        };
        return Accepted.Aggregate(policy, (wider, accepted) => Accept(wider, accepted, sources));
    }

    // As in a document: a number of seconds that counts for nothing would be believed.
    private static void AllowExpired(EnclavePolicy policy, Dictionary<string, string> sources)
    {
        if (policy.Tcb.CollateralGrace is not null)
            throw new InputException(
                InputFault.Usage, $"{ExpiredOption}: not beside the grace of {sources["collateral.graceSeconds"]}");
        Join(sources, "collateral.allowExpired", ExpiredOption);
    }

    private static EnclavePolicy Accept(
        EnclavePolicy policy, AcceptedStatus accepted, Dictionary<string, string> sources)
    {
        var (status, advisories) = accepted;
        var known = policy.Tcb.AcceptedWithAdvisories.ToDictionary();
        var before = known.GetValueOrDefault(status);
        _ = known.Remove(status);
        Join(sources, "tcb.accepted", AcceptOption);
        if (policy.AcceptedTcbStatuses.Contains(status) && before is null)
            return policy;
        if (advisories is null)
            return policy with
            {
                AcceptedTcbStatuses = policy.AcceptedTcbStatuses.Append(status).ToHashSet(),
                Tcb = policy.Tcb with { AcceptedWithAdvisories = known },
            };

        Join(sources, $"tcb.accepted.{status}", AcceptOption);
        known[status] = advisories.Concat(before ?? Enumerable.Empty<string>()).ToHashSet();
        return policy with { Tcb = policy.Tcb with { AcceptedWithAdvisories = known } };
    }

    private static void Join(Dictionary<string, string> sources, string rule, string option)
    {
        var before = sources.GetValueOrDefault(rule);
        if (before is null)
            sources[rule] = option;
        else if (!before.EndsWith(option, StringComparison.Ordinal))
            sources[rule] = $"{before}, {option}";
    }
}
