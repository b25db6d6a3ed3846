using System.Text.RegularExpressions;
using Sgx.Testing;

namespace Sgx.Deploy.Tests;

/// <summary>
/// Whoever may write to the socket's folder can serve every client of the node: in all that people copy, only the
/// service may.
/// </summary>
public sealed partial class SocketMountTests
{
    private static readonly string[] _folders = ["deploy", "docs", "samples"];

    // The service's own pods.
    private static readonly string[] _service = ["quote-helper.yaml"];

    public static TheoryData<string> Files { get; } =
        [.. Texts().Where(file => Mounts(File.ReadAllText(file)).Any()).Select(Relative).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Clients_mount_the_folder_of_the_socket_read_only(string file) => Assert.All(
        Mounts(File.ReadAllText(Path.Combine(RepositoryRoot.Path, file))),
        mount => Assert.True(IsReadOnly(mount), mount));

    [Fact]
    public void There_are_such_mounts() => Assert.Contains("docs/kubernetes.md", Files.Select(row => (string)row.Data));

    [Theory]
    [InlineData("- { name: a, mountPath: /var/run/aesmd }\n", false)]
    [InlineData("- { name: a, mountPath: /var/run/aesmd, readOnly: true }\n", true)]
    [InlineData("- name: a\n  mountPath: /var/run/aesmd\n- name: b\n  readOnly: true\n", false)]
    [InlineData("- name: a\n  mountPath: /var/run/aesmd\n  readOnly: true\n", true)]
    [InlineData("- name: a\n  readOnly: true\n  mountPath: /var/run/aesmd\n", true)]
    [InlineData("podman run --volume /run/aesmd:/var/run/aesmd application\n", false)]
    [InlineData("podman run --volume /run/aesmd:/var/run/aesmd:ro application\n", true)]
    [InlineData("podman run --volume /run/aesmd:/var/run/aesmd \\\n  image quote-helper\n", true)]
    public void A_mount_is_told_from_another(string text, bool isReadOnly) =>
        Assert.Equal(isReadOnly, IsReadOnly(Assert.Single(Mounts(text))));

    private static bool IsReadOnly(string mount) =>
        mount.Contains("readOnly: true", StringComparison.Ordinal)
        || mount.Contains("aesmd:ro", StringComparison.Ordinal)
        || mount.Contains(" quote-helper", StringComparison.Ordinal);

    private static IEnumerable<string> Mounts(string text)
    {
        var lines = text.Split('\n');
        var items = Enumerable.Range(0, lines.Length)
            .Where(i => MountPath().IsMatch(lines[i]))
            .Select(i => Item(lines, i));
        return items.Concat(Command().Matches(text).Select(match => match.Value));
    }

    // The item of a list in YAML that a line belongs to.
    private static string Item(string[] lines, int line)
    {
        var first = line;
        while (first > 0 && !lines[first].TrimStart().StartsWith("- ", StringComparison.Ordinal))
            first--;
        var indent = Indent(lines[first]);
        return string.Join('\n', lines.Skip(first + 1).TakeWhile(next => Indent(next) > indent).Prepend(lines[first]));
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static IEnumerable<string> Texts() =>
        _folders.SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(RepositoryRoot.Path, folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(RepositoryRoot.Path, "*.md"))
            .Where(file => Path.GetExtension(file) is ".md" or ".yaml" or ".txt"
                && !_service.Contains(Path.GetFileName(file)));

    private static string Relative(string file) => Path.GetRelativePath(RepositoryRoot.Path, file);

    [GeneratedRegex(@"mountPath:\s*(?:(?:/var)?/run/aesmd\b|\{\{ \.Values\.socket\.hostPath \}\})")]
    private static partial Regex MountPath();

    [GeneratedRegex(@"^(?:[^\n]*\\\n)*[^\n]*:/var/run/aesmd\b(?:[^\n]*\\\n)*[^\n]*\n", RegexOptions.Multiline)]
    private static partial Regex Command();
}
