using Sgx.Dcap;

namespace Sgx.Cli.Input;

/// <summary>A TCB status to accept, with any advisory or with none but some.</summary>
/// <param name="Status">Never Revoked.</param>
/// <param name="Advisories">Null for any.</param>
internal sealed record AcceptedStatus(TcbStatus Status, IReadOnlySet<string>? Advisories);

/// <summary>Statuses with commas, each perhaps with the advisories that were weighed: <c>STATUS:ID+ID</c>.</summary>
internal static class AcceptText
{
    private static readonly TcbStatus[] Acceptable =
        [.. Enum.GetValues<TcbStatus>().Where(status => status is not TcbStatus.Revoked)];

    /// <exception cref="FormatException">Not that.</exception>
    public static IReadOnlyList<AcceptedStatus> Parse(string text) =>
        [.. text.Split(',').Select(ParseOne)];

    private static AcceptedStatus ParseOne(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return new(ParseStatus(text), null);
        var status = ParseStatus(text[..colon]);
        return status is not TcbStatus.UpToDate
            ? new(status, ParseAdvisories(text[(colon + 1)..]))
            : throw new FormatException("UpToDate is accepted anyway, with any advisory");
    }

    private static TcbStatus ParseStatus(string text) =>
        text.Equals(nameof(TcbStatus.Revoked), StringComparison.OrdinalIgnoreCase)
            ? throw new FormatException("a Revoked quote is rejected, whatever is accepted")
            : ChoiceText.Parse(text, Acceptable);

    private static HashSet<string> ParseAdvisories(string text) =>
    [
        .. text.Split('+').Select(id => id.Length > 0 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? id
            : throw new FormatException($"expected advisories as INTEL-SA-00334+INTEL-SA-00615, found '{text}'")),
    ];
}
