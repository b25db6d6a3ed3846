using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sgx.Agent.Allocations;
using Sgx.Agent.Output;
using Sgx.Output;

namespace Sgx.Agent.Tests.Output;

public sealed class LogsTests
{
    private readonly ScriptedOutput _output = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 14, 15, 9, 26, 535, TimeSpan.Zero));

    [Fact]
    public void An_event_is_a_line()
    {
        Log(log => log.Log(LogLevel.Warning, new EventId(7), "it is late", null, (text, _) => text));

        Assert.Equal("2026-03-14T15:09:26.535Z warn: Sgx.Agent.Test[7] it is late\n", _output.Text);
    }

    [Fact]
    public void Levels_have_the_names_of_the_frameworks_console()
    {
        Log(log => Assert.All(
            Enum.GetValues<LogLevel>(), level => log.Log(level, default, "", null, (text, _) => text)));

        Assert.Equal(
            ["trce", "dbug", "info", "warn", "fail", "crit"], _output.Lines.Select(line => line.Split(' ')[1][..4]));
    }

    [Fact]
    public void Events_below_the_level_are_not_logged()
    {
        Log(log =>
        {
            log.Log(LogLevel.Information, default, "no", null, (text, _) => text);
            log.Log(LogLevel.Warning, default, "yes", null, (text, _) => text);
        }, LogLevel.Warning);

        Assert.EndsWith(" yes", Assert.Single(_output.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_is_on_the_same_line()
    {
        var failure = Thrown("first\nsecond");
        Log(log => log.Log(LogLevel.Error, default, "it failed", failure, (text, _) => text));

        var line = Assert.Single(_output.Lines);
        Assert.Contains(" it failed System.IO.IOException: first second ", line, StringComparison.Ordinal);
        Assert.Contains("   at ", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u001b[31mred", "\ufffd[31mred")]
    [InlineData("a\r\n2026-01-01T00:00:00.000Z info: forged[0] b", "a 2026-01-01T00:00:00.000Z info: forged[0] b")]
    [InlineData("\u202etxt.exe\0", "\ufffdtxt.exe\ufffd")]
    public void What_strangers_wrote_is_not_obeyed(string text, string shown)
    {
        Log(log => log.Log(LogLevel.Information, default, text, null, (message, _) => message));

        Assert.EndsWith($"[0] {shown}\n", _output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_is_not_shown_whole_wherever_it_comes_from()
    {
        var token = AllocationToken.New();
        var (text, failure) = ($"at {token}", new IOException($"/run/{token}/aesm.socket"));
        Log(log => log.Log(LogLevel.Information, default, text, failure, (message, _) => message));

        Assert.DoesNotContain($"{token}", _output.Text, StringComparison.Ordinal);
        Assert.Contains($"at {token.Shown}… ", _output.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(31)]
    public void A_long_message_is_cut_without_a_piece_of_a_token(int before)
    {
        var token = AllocationToken.New();
        var text = new string('x', LogText.MaxLength - before) + token + new string('y', 10_000);
        Log(log => log.Log(LogLevel.Information, default, text, null, (message, _) => message));

        Assert.InRange(_output.Text.Length, LogText.MaxLength, LogText.MaxLength + 100);
        Assert.EndsWith("…\n", _output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{token}"[..12], _output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_cannot_be_shown_ends_nothing()
    {
        Log(log => log.Log(
            LogLevel.Information, default, "", null, (_, _) => throw new InvalidOperationException("a bug")));

        Assert.Contains("an entry could not be written: InvalidOperationException", _output.Text,
            StringComparison.Ordinal);
    }

    // With a stack, as only what was thrown has.
    private static IOException Thrown(string message)
    {
        try
        {
            throw new IOException(message);
        }
        catch (IOException e)
        {
            return e;
        }
    }

    private void Log(Action<ILogger> log, LogLevel least = LogLevel.Trace)
    {
        using var lines = new LineWriter(_output, "sgx-agent");
        using var logs = Logs.Create(least, lines, _clock);
        log(logs.CreateLogger("Sgx.Agent.Test"));
    }
}
