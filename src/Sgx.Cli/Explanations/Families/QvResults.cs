using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>What a verification by Intel's library comes to.</summary>
/// <remarks>sgx_ql_qv_result_t of sgx_qve_header.h.</remarks>
internal static class QvResults
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(0x0000, "OK",
            "The verification passed, and platform and quoting enclave are up to date. It still says nothing of "
            + "whose enclave it is.",
            "Compare MRENCLAVE or MRSIGNER, the debug flag and REPORTDATA yourself; look at the expiration status "
            + "beside it too."),
        new(0xA001, "CONFIG_NEEDED",
            "The quote is genuine; the platform is patched, and its configuration needs attention.",
            Advice.ReadTcb),
        new(0xA002, "OUT_OF_DATE",
            "The quote is genuine, but from a platform that misses security updates. The call returns success all "
            + "the same.",
            "Do not take success alone for trust: judge this value. The machine's owner should update it."),
        new(0xA003, "OUT_OF_DATE_CONFIG_NEEDED",
            "The quote is genuine; updates are missing and the configuration needs attention.",
            Advice.ReadTcb),
        new(0xA004, "INVALID_SIGNATURE",
            "A signature of the quote does not hold. Intel's current library fails the call with an error before "
            + "anybody sees this value.",
            "Take the quote for forged or damaged; see that it was passed on whole, without a byte changed."),
        new(0xA005, "REVOKED",
            "The attestation key or the platform's TCB is revoked.",
            "Do not trust the quote."),
        new(0xA006, "UNSPECIFIED",
            "The library came to no result: the call failed, and its return value says why.",
            "Explain the value that the function returned instead."),
        new(0xA007, "SW_HARDENING_NEEDED",
            "The quote is genuine; an advisory applies that only the enclave's own build can answer.",
            Advice.ReadTcb),
        new(0xA008, "CONFIG_AND_SW_HARDENING_NEEDED",
            "The quote is genuine; configuration and the enclave's build both have a part in closing known "
            + "advisories.",
            Advice.ReadTcb),
        new(0xA009, "TD_RELAUNCH_ADVISED",
            "The quote is genuine; the trust domain runs since before its platform was updated.",
            Advice.ReadTcb),
        new(0xA00A, "TD_RELAUNCH_ADVISED_CONFIG_NEEDED",
            "The quote is genuine; the trust domain is older than the last update, and the configuration needs "
            + "attention.",
            Advice.ReadTcb),
        new(0xA0FF, "MAX",
            "The upper end of the range of results, never a result itself.",
            "A program that shows it reads memory that nobody has set."),
    ];
}
