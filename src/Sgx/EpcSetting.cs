using System.Globalization;

namespace Sgx;

/// <summary>What an operator says of the enclave memory: find it, it is so large, or simulate so much.</summary>
/// <param name="Bytes">How large it is; null: find it.</param>
/// <param name="IsSimulated">Whether the machine has no SGX, and devices are to be simulated too.</param>
internal sealed record EpcSetting(long? Bytes, bool IsSimulated)
{
    private const string Auto = "auto", Simulated = "simulated:";
    private const long Mebibyte = 1024 * 1024;
    private static readonly string[] Suffixes = ["", "Ki", "Mi", "Gi", "Ti"];

    // An EPC section has a 52 bit size at most.
    private const long MaxBytes = 1L << 52;

    /// <summary>Find it.</summary>
    public static EpcSetting Found { get; } = new(null, false);

    /// <summary>Reads <c>auto</c>, <c>64Mi</c> or <c>simulated:64Mi</c>; anything else is null.</summary>
    public static EpcSetting? Parse(string text) => text is Auto ? Found
        : text.StartsWith(Simulated, StringComparison.Ordinal)
            ? ParseSize(text[Simulated.Length..]) is { } simulated ? new(simulated, true) : null
        : ParseSize(text) is { } size ? new(size, false) : null;

    // As Kubernetes writes amounts of memory; less than a MiB is less than the least unit.
    private static long? ParseSize(string text)
    {
        var digits = text.TrimEnd("KMGTi".ToCharArray());
        var power = Array.IndexOf(Suffixes, text[digits.Length..]);
        return power >= 0
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= MaxBytes >> (10 * power)
            && number << (10 * power) is var bytes and >= Mebibyte
            ? bytes
            : null;
    }
}
