using System.Collections.Frozen;
using Sgx.Dcap.Collateral;

namespace Sgx.Dcap.Policy;

/// <summary>TCB statuses and advisory ids, as policies write them.</summary>
internal static class StatusNames
{
    private const int MaxAdvisory = 64;

    // Revoked is none: such a quote is rejected, whatever anybody accepts.
    private static readonly FrozenDictionary<string, TcbStatus> Known = Enum.GetValues<TcbStatus>()
        .Where(status => status is not TcbStatus.Revoked)
        .ToFrozenDictionary(status => $"{status}");

    /// <param name="section">Where it stands, for the error.</param>
    /// <param name="member">The member it stands in.</param>
    /// <param name="name">What stands there.</param>
    /// <exception cref="SgxFormatException">No status that can be accepted.</exception>
    public static TcbStatus Parse(JsonMembers section, string member, string name) =>
        Known.TryGetValue(name, out var status)
            ? status
            : throw section.Unexpected(
                member, string.Join(", ", Known.Values.Order()), $"'{name}'");

    /// <summary>Advisory ids, each as INTEL-SA-00334.</summary>
    public static IReadOnlySet<string> Advisories(JsonMembers section, string member, IEnumerable<string> ids) =>
        ids.Select(id => IsAdvisory(id)
                ? id
                : throw section.Unexpected(member, "ids as INTEL-SA-00334", $"'{id}'"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static bool IsAdvisory(string id) =>
        id.Length is > 0 and <= MaxAdvisory && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
