using System.CommandLine;
using Sgx.Agent.DevicePlugin;
using Sgx.Agent.QuoteHelper;
using Sgx.Agent.Settings;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Settings;

public sealed class SettingReaderTests
{
    [Fact]
    public void A_flag_goes_before_a_variable_and_a_variable_before_the_file()
    {
        var variables = new Dictionary<string, string>
        {
            ["SGX_AGENT_SOCKET"] = "variable",
            ["SGX_AGENT_STATE_DIR"] = "variable",
        };
        var file = new Dictionary<string, string>
        {
            ["socket"] = "file",
            ["state-dir"] = "file",
            ["read-timeout"] = "500ms",
        };

        var options = Read(variables, file, "--platform", "simulated", "--socket", "flag");

        Assert.Equal("flag", options.SocketPath);
        Assert.Equal("variable", options.Platform.StateDirectory);
        Assert.Equal(TimeSpan.FromMilliseconds(500), options.Front.ReadTimeout);
        Assert.Equal(TimeSpan.FromSeconds(14), options.Front.AnswerTimeout);
    }

    [Fact]
    public void There_is_no_default_platform()
    {
        var mistake = Assert.Throws<SettingsException>(() => Read([], []));

        Assert.Contains("--platform is required", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_told_with_its_source()
    {
        var variables = new Dictionary<string, string> { ["SGX_AGENT_ANSWER_TIMEOUT"] = "soon" };
        var file = new Dictionary<string, string> { ["max-connections"] = "-1" };

        var refusal = Assert.Throws<SettingsException>(() => Read(variables, file, "--platform", "7"));
        var mistakes = refusal.Message.Split('\n');

        Assert.Equal(
            [
                "--platform: expected one of simulated, found '7'",
                "'max-connections' in the file: expected a whole number from 1 to 1000000, found '-1'",
                "SGX_AGENT_ANSWER_TIMEOUT: expected a time as 500ms, 1.5s, 2m or 1h, from 1ms to 1h, found 'soon'",
            ], mistakes);
    }

    [Theory]
    [InlineData("slow", "'slow' is no fault: expected slow=TIME")]
    [InlineData("slow=5ms,fail=outofepc", "'fail=outofepc' is no fault: expected one of Unexpected, ")]
    [InlineData("slow=2h", "'slow=2h' is no fault: expected a time as 500ms, 1.5s, 2m or 1h, from 1us to 1h")]
    [InlineData("at-start", "at-start belongs to fail=NAME or busy")]
    public void What_is_no_fault_is_told_by_its_word(string faults, string complaint)
    {
        var refusal = Assert.Throws<SettingsException>(
            () => Read([], [], "--platform", "simulated", "--simulate", faults));

        Assert.StartsWith($"--simulate: {complaint}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"socket": "/s", "quote-workers": 3}""", null)]
    [InlineData("""{"sockets": "/s"}""", "no setting 'sockets'")]
    [InlineData("[]", "")]
    [InlineData("{", "")]
    public void A_file_of_settings_is_read_strictly(string json, string? complaint)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["agent.json"], json);

        if (complaint is null)
        {
            Assert.Equal("3", SettingsFile.Read(folder["agent.json"], QuoteHelperSettings.All)["quote-workers"]);
            return;
        }

        var mistake = Assert.Throws<SettingsException>(
            () => SettingsFile.Read(folder["agent.json"], QuoteHelperSettings.All));
        Assert.Contains(complaint, mistake.Message, StringComparison.Ordinal);
        Assert.Contains(folder["agent.json"], mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Containers_are_given_sockets_where_a_folder_is_named()
    {
        var options = Read([], [], "--platform", "simulated", "--allocations", "/run/a", "--pod-resources", "/k.sock");

        Assert.Equal("/run/a", options.Allocations!.Folders.Root);
        Assert.Equal("/var/lib/sgx-agent/journal", options.Allocations.Journal);
        Assert.Equal("/k.sock", options.Allocations.PodResources);
        Assert.Null(Read([], [], "--platform", "simulated").Allocations);
    }

    [Theory]
    [InlineData("", "off", "absolute path")]
    [InlineData("relative", "/k.sock", "absolute path")]
    [InlineData("/a-name-that-is-one-byte-too-long-for-a-socket-in-a-folder-61", "/k.sock", "60 bytes")]
    [InlineData("/run/a", "off", "--pod-resources")]
    [InlineData("off", "/k.sock", "--allocations")]
    public void What_rules_of_pods_need_is_told(string folder, string kubelet, string complaint)
    {
        var mistake = Assert.Throws<SettingsException>(() => Read(
            [], [], "--platform", "simulated", "--allocations", folder, "--pod-resources", kubelet,
            "--allow", "namespace:shop"));

        Assert.Contains(complaint, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_documents_list_every_setting_as_it_is()
    {
        Assert.Equal(QuoteHelperSettings.All.Select(Row), Documented("quote-helper"));
        Assert.Equal(DevicePluginSettings.All.Select(Row), Documented("device-plugin"));
    }

    // The rows below the heading of a command, up to the next heading.
    private static IEnumerable<string> Documented(string command) =>
        File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs", "options.md"))
            .SkipWhile(line => line != $"## `sgx-agent {command}`")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `--", StringComparison.Ordinal));

    private static string Row(Setting setting)
    {
        var value = setting.Default is { } given ? $"`{given}`" : "required";
        return $"| `--{setting.Name}` | `{setting.Variable}` | {value} | {setting.Help} |";
    }

    private static QuoteHelperOptions Read(
        Dictionary<string, string> variables, Dictionary<string, string> file, params string[] flags)
    {
        var command = new RootCommand();
        foreach (var setting in QuoteHelperSettings.All)
            command.Add(setting.Flag);
        return QuoteHelperSettings.Read(new(command.Parse(flags), variables.GetValueOrDefault, file));
    }
}
