using System.Text;
using Sgx.Output;

namespace Sgx.NodeStatus;

/// <summary>The program's log on stderr. Writing to it never blocks, even if nothing reads stderr.</summary>
internal sealed class NodeLog : TextWriter
{
    /// <summary>The name that each line begins with.</summary>
    public const string Program = "sgx-node-status";

    private readonly LineWriter _lines = new(StandardOutput.Error, Program);

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Takes one line. Control characters, as in an answer of the API server, are replaced.</summary>
    public override void WriteLine(string? value) =>
        _lines.Write(Encoding.UTF8.GetBytes($"{PrintableText.OneLine(value ?? "")}\n"));

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _lines.Dispose();
        base.Dispose(disposing);
    }
}
