using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>How the programs of this product end.</summary>
internal static class ExitCodes
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(0, "exit code of sgx",
            "Done. Of verify: the quote is genuine, and the enclave acceptable."),
        new(1, "exit code of sgx",
            "The quote is rejected, or genuine and not acceptable; the service is another platform than the one "
            + "that was meant; the demonstration failed.",
            "Read reason and mismatches of sgx verify --output json."),
        new(2, "exit code of sgx",
            "Wrong use, or a file that is missing, too large, malformed or not writable.",
            "The message on stderr names it; --help stands behind every command."),
        new(3, "exit code of sgx",
            "The quoting service is not there, was too slow, or refused.",
            "The message ends with the service's status by number and name: explain that one."),
        new(130, "exit code of sgx",
            "Interrupted (SIGINT).",
            "Run it again and let it finish."),
        new(0, "exit code of sgx-agent",
            "Stopped as asked, after what was accepted was answered."),
        new(1, "exit code of sgx-agent",
            "It cannot serve: the socket's path or an address is taken by somebody else, the platform could not "
            + "prove itself by a quote, or there is no enclave memory to offer.",
            "Read the last lines of its log; a foreign daemon on the socket must be stopped first."),
        new(2, "exit code of sgx-agent",
            "A flag or an environment variable makes no sense.",
            "See docs/options.md; the message names the setting."),
        new(0, "exit code of sgx-node-status",
            "Stopped as asked."),
        new(1, "exit code of sgx-node-status",
            "There is no cluster to tell: the program runs outside a pod, or without its account.",
            "Deploy it by the chart, which mounts the account's token."),
        new(2, "exit code of sgx-node-status",
            "Its options make no sense.",
            "Run it with --help."),
    ];
}
