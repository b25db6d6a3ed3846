using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>Why it did not come to a verdict: the reasons of <c>sgx verify</c> with exit code 2.</summary>
internal static class InputFaults
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(null, "Usage",
            "The command line is wrong.",
            "The message says which option; sgx verify --help lists all."),
        new(null, "UnreadableFile",
            "A file is missing, may not be read, is larger than anything of its kind, or gave nothing in time.",
            "Look at the path and its rights. A pipe must be written to and closed."),
        new(null, "MalformedQuote",
            "The file holds no quote: cut off, re-encoded twice, or something else.",
            "Let sgx inspect say what it is and which field is wrong."),
        new(null, "MalformedCollateral",
            "The collateral bundle or a revocation list cannot be read at all.",
            "Compare it with the format in docs/cli.md, and store responses as they were served."),
        new(null, "MalformedTrustedRoot",
            "The file that is to be trusted holds no root certificate.",
            "Give one certificate in PEM, self-signed, and nothing else."),
        new(null, "MalformedPolicy",
            "A policy is no such document: a member is unknown, stands twice, or has a value that no rule takes.",
            "The message has the path of the member; docs/policy.md has all of them."),
        new(null, "MalformedPckCertificate",
            "A file that sgx platforms export was given holds neither a PCK certificate nor a quote that carries one.",
            "Give the certificate in PEM, alone or with its issuers, or the quote; sgx inspect says what a file is."),
        new(null, "SimulatedRootNotAllowed",
            "On a machine with real SGX somebody wants to trust a simulated root, which would make a simulated "
            + "quote look genuine.",
            "If it is meant, say --allow-simulated-root."),
    ];
}
