using System.Text.RegularExpressions;
using Sgx.Aesm;
using Sgx.Testing;

namespace Sgx.Deploy.Tests.Manifests;

/// <summary>
/// What the agent exports, by what <c>docs/metrics.md</c> says of it (the agent's tests hold that against the agent),
/// and what Prometheus adds of each target.
/// </summary>
internal static partial class MetricsTable
{
    // What Prometheus adds of the pod that it asks; the agent's own labels of such a name get exported_ in front.
    private static readonly string[] _target = ["namespace", "pod", "container", "job", "instance", "endpoint"];

    // What Prometheus itself tells of each target.
    private static readonly string[] _ofTargets =
    [
        "up", "scrape_duration_seconds", "scrape_samples_scraped", "scrape_samples_post_metric_relabeling",
        "scrape_series_added",
    ];

    private static readonly HashSet<string> _words =
        ["by", "without", "on", "ignoring", "and", "or", "unless", "bool", "offset", "group_left", "group_right"];

    private static readonly Dictionary<string, string[]> _labels = Read();

    /// <summary>Every complaint about a PromQL expression: names and labels that nobody exports.</summary>
    public static IEnumerable<string> Unknown(string expression)
    {
        var metrics = new HashSet<string>();
        foreach (var name in Names(expression))
        {
            if (_labels.ContainsKey(name))
                _ = metrics.Add(name);
            else
                yield return $"no metric {name}: {expression}";
        }

        if (metrics.Count == 0)
            yield return $"no metric at all: {expression}";
        foreach (var complaint in
            Matchers(expression).Concat(Groupings(expression, metrics)).Concat(OfEveryTarget(expression, metrics)))
            yield return $"{complaint}: {expression}";
    }

    private static IEnumerable<string> Names(string expression)
    {
        var bare = Range().Replace(Braces().Replace(Grouping().Replace(expression, " "), ""), "");
        return Name().Matches(bare).Select(match => match.Value).Where(name => !_words.Contains(name)).Distinct();
    }

    private static IEnumerable<string> Matchers(string expression) =>
        from selector in Selector().Matches(expression)
        from matcher in Matcher().Matches(selector.Groups["matchers"].Value)
        let label = matcher.Groups["label"].Value
        let value = matcher.Groups["value"].Value
        let metric = selector.Groups["metric"].Value
        where !IsLabel(label, [metric]) || (label == "status" && !Enum.IsDefined(typeof(AesmStatus), value))
        select $"{metric} has no {label} {value}";

    private static IEnumerable<string> Groupings(string expression, IReadOnlyCollection<string> metrics) =>
        from grouping in Grouping().Matches(expression)
        from label in grouping.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries)
        where !IsLabel(label, metrics)
        select $"no label {label}";

    // Prometheus has more targets than ours.
    private static IEnumerable<string> OfEveryTarget(string expression, IEnumerable<string> metrics) =>
        from metric in metrics.Intersect(_ofTargets)
        where !expression.Contains($"{metric}{{job=\"", StringComparison.Ordinal)
        select $"{metric} of every target";

    private static bool IsLabel(string label, IEnumerable<string> metrics) =>
        _target.Contains(label) || metrics.SelectMany(OwnLabels).Contains(label);

    private static IEnumerable<string> OwnLabels(string metric) =>
        _labels.GetValueOrDefault(metric, []).Select(own => _target.Contains(own) ? $"exported_{own}" : own);

    private static Dictionary<string, string[]> Read()
    {
        var labels = _ofTargets.ToDictionary(metric => metric, _ => Array.Empty<string>());
        foreach (var line in File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", "metrics.md")))
        {
            if (Row().Match(line) is not { Success: true } row)
                continue;
            var name = row.Groups["name"].Value;
            var own = row.Groups["labels"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries);
            if (row.Groups["kind"].Value == "histogram")
            {
                labels[$"{name}_bucket"] = [.. own, "le"];
                labels[$"{name}_sum"] = labels[$"{name}_count"] = own;
            }
            else
            {
                labels[name] = own;
            }
        }

        return labels;
    }

    [GeneratedRegex(@"^\| `(?<name>sgx_\w+)(\{(?<labels>[\w,]+)\})?` \| (?<kind>counter|gauge|histogram) \|")]
    private static partial Regex Row();

    // What is called is a function.
    [GeneratedRegex(@"(?<![\w.$])[A-Za-z_:][\w:]*\b(?!\s*\()")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(by|without|on|ignoring)\s*\((?<labels>[^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"(?<metric>\w+)\{(?<matchers>[^}]*)\}")]
    private static partial Regex Selector();

    [GeneratedRegex("(?<label>\\w+)\\s*(=|!=|=~|!~)\\s*\"(?<value>[^\"]*)\"")]
    private static partial Regex Matcher();
}
