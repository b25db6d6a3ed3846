using Sgx.Dcap;

namespace Sgx.Fuzz.Targets;

/// <summary>All that a verdict says, so that two can be compared.</summary>
internal static class VerdictText
{
    public static string Of(QuoteVerdict verdict) => verdict is QuoteVerdict.Verified verified
        ? $"{verified} {string.Join(' ', verified.AdvisoryIds)} {string.Join(' ', verified.NotCurrent)}"
        : $"{verdict}";
}
