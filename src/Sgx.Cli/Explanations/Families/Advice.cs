namespace Sgx.Cli.Explanations.Families;

/// <summary>What is to be done about more than one code.</summary>
internal static class Advice
{
    public const string Epid =
        "Move to DCAP: Intel has ended EPID attestation, and neither sgx-agent nor current releases of aesmd serve it.";

    public const string Launch =
        "Use a processor with flexible launch control and the kernel's own driver, where nobody needs a launch token.";

    public const string PlatformServices =
        "Do without: trusted time and monotonic counters were never there on Linux servers, and are gone from the SDK.";

    public const string ReadTcb =
        "Look at the platform's TCB status in Intel's spelling, which is explained beside, and judge by it.";

    public const string OtherEnclave =
        "Take the identity that is meant for this enclave; if it is that already, do not trust the enclave.";

    public const string Damaged = "Take the quote for damaged: ask for another, and pass it on without a change.";
}
