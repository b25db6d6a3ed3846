using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sgx.Output;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Output;

public sealed partial class LineWriterTests
{
    private readonly ScriptedOutput _output = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void No_line_is_lost_at_the_end()
    {
        using (var writer = new LineWriter(_output, "sgx-agent"))
            WriteNumbered(writer, 0, 5000);

        Assert.Equal(Numbered(0, 5000), _output.Lines);
    }

    [Fact]
    public async Task Lines_are_written_while_it_lives()
    {
        using var writer = new LineWriter(_output, "sgx-agent");
        for (var i = 0; i < 3; i++)
        {
            WriteNumbered(writer, i, 1);
            await Eventually.Holds(() => _output.Lines.Count == i + 1, Cancellation);
        }
    }

    [Fact]
    public void A_reader_that_does_not_keep_up_costs_lines_that_are_counted_in_their_place()
    {
        const int Count = 300_000;
        using var gate = new ManualResetEventSlim();
        _output.Take = offered =>
        {
            gate.Wait(Cancellation);
            return offered;
        };
        var writer = new LineWriter(_output, "sgx-agent");
        WriteNumbered(writer, 0, Count);
        var lost = writer.Lost;
        gate.Set();
        writer.Dispose();

        Assert.InRange(lost, 1, Count - 1);
        Assert.InRange(_output.Text.Length, 1, 3 * 1024 * 1024);
        RequireWhole(_output.Lines, Count);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task An_output_that_fails_is_tried_again_and_told_of(Type kind)
    {
        var broken = true;
        _output.Take = offered => Volatile.Read(ref broken)
            ? throw (Exception)Activator.CreateInstance(kind, "no space left")!
            : offered;
        using var writer = new LineWriter(_output, "sgx-agent");
        WriteNumbered(writer, 0, 10);
        await Eventually.Holds(() => _output.Attempts > 2, Cancellation);
        WriteNumbered(writer, 10, 10);
        Assert.Equal("the log cannot be written: no space left", writer.Trouble);

        Volatile.Write(ref broken, false);
        await Eventually.Holds(() => _output.Lines.Count == 20, Cancellation);
        Assert.Equal(Numbered(0, 20), _output.Lines);
        Assert.Equal(("", 0), (writer.Trouble, writer.Lost));
    }

    [Fact]
    public async Task Lines_lost_while_the_output_failed_are_counted_in_their_place()
    {
        const int Count = 300_000;
        var broken = true;
        _output.Take = offered => Volatile.Read(ref broken) ? throw new IOException("no space left") : offered;
        using var writer = new LineWriter(_output, "sgx-agent");
        WriteNumbered(writer, 0, Count);
        Assert.InRange(writer.Lost, 1, Count - 1);

        Volatile.Write(ref broken, false);
        await Eventually.Holds(() => Loss().IsMatch(_output.Text), Cancellation);
        WriteNumbered(writer, Count, 1);
        await Eventually.Holds(() => _output.Lines[^1] == $"line {Count}", Cancellation);
        RequireWhole(_output.Lines, Count + 1);
    }

    [Fact]
    public void A_line_that_is_taken_in_pieces_is_whole()
    {
        var attempts = 0;
        _output.Take = offered => ++attempts % 3 == 0 ? throw new IOException("try again") : Math.Min(offered, 7);
        var writer = new LineWriter(_output, "sgx-agent");
        WriteNumbered(writer, 0, 5);
        while (_output.Lines.Count < 5 || !_output.Text.EndsWith('\n'))
            Thread.Sleep(10);
        writer.Dispose();

        Assert.Equal(Numbered(0, 5), _output.Lines);
    }

    [Fact]
    public async Task An_end_does_not_wait_for_whom_nobody_reads()
    {
        using var gate = new ManualResetEventSlim();
        _output.Take = offered =>
        {
            gate.Wait(Cancellation);
            return offered;
        };
        var writer = new LineWriter(_output, "sgx-agent");
        WriteNumbered(writer, 0, 1);
        await Eventually.Holds(() => _output.Attempts > 0, Cancellation);
        await Eventually.Holds(
            () => writer.Trouble.StartsWith("nobody has read the log for ", StringComparison.Ordinal), Cancellation);

        // It would never return: the gate is opened afterwards.
        writer.Dispose();
        gate.Set();
    }

    [Fact]
    public void Nothing_is_no_line()
    {
        using (var writer = new LineWriter(_output, "sgx-agent"))
            writer.Write([]);

        Assert.Equal("", _output.Text);
    }

    [Fact]
    public void A_line_is_one_line_whatever_is_in_it()
    {
        using (var writer = new LineWriter(_output, "sgx-agent"))
            writer.Write("a\nb\u001b[2Jc\0d\u00e9\n"u8);

        Assert.Equal("a?b?[2Jc?d\u00e9\n", _output.Text);
    }

    // Each line is there, in order, or in the number of those that were lost between its neighbours.
    private static void RequireWhole(IReadOnlyList<string> lines, int count)
    {
        var next = 0;
        foreach (var line in lines)
        {
            if (Loss().Match(line) is { Success: true } loss)
            {
                next += int.Parse(loss.Groups[1].Value, CultureInfo.InvariantCulture);
                continue;
            }

            Assert.Equal($"line {next}", line);
            next++;
        }

        Assert.Equal(count, next);
    }

    private static void WriteNumbered(LineWriter writer, int first, int count)
    {
        foreach (var line in Numbered(first, count))
            writer.Write(Encoding.ASCII.GetBytes($"{line}\n"));
    }

    private static IEnumerable<string> Numbered(int first, int count) =>
        Enumerable.Range(first, count).Select(i => $"line {i}");

    [GeneratedRegex(@"^sgx-agent: (\d+) lines were lost here$", RegexOptions.Multiline)]
    private static partial Regex Loss();
}
