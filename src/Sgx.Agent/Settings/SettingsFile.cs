using System.Text.Json;
using Sgx.Files;

namespace Sgx.Agent.Settings;

/// <summary>A file of settings: a JSON object whose members are named as the flags are.</summary>
internal static class SettingsFile
{
    private const int MaxSize = 64 * 1024;

    /// <exception cref="SettingsException">Not there, not JSON, or a member that is no setting.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path, IEnumerable<Setting> known)
    {
        var names = known.Select(setting => setting.Name).ToHashSet();
        try
        {
            using var document = JsonDocument.Parse(
                BoundedFile.Read(path, MaxSize), new() { CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.EnumerateObject().ToDictionary(
                member => names.Contains(member.Name) ? member.Name : throw Unknown(path, member.Name),
                member => member.Value.ToString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or JsonException or InvalidOperationException or ArgumentException)
        {
            throw new SettingsException([$"{path}: {e.Message}"]);
        }
    }

    private static SettingsException Unknown(string path, string name) =>
        new([$"{path}: there is no setting '{name}'"]);
}
