using System.Text;
using Sgx.Output;

namespace Sgx.Agent.Tests.Support;

/// <summary>Where a service under test writes its audit, to be read meanwhile.</summary>
internal sealed class AuditTrail : MemoryStream, IByteOutput
{
    private readonly Lock _lock = new();

    /// <summary>Who was audited so far, a line each, in the order of what was audited.</summary>
    /// <remarks>By the times in the lines: of two services that hand over, each writes when it can.</remarks>
    public IReadOnlyList<string> Callers =>
    [
        .. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .OrderBy(TimeOf, StringComparer.Ordinal).Select(CallerOf),
    ];

    /// <summary>How each quote ended, a line each: the name of its outcome.</summary>
    public IReadOnlyList<string> Outcomes =>
        [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(", ")[^2])];

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
            base.Write(buffer);
    }

    int IByteOutput.Write(ReadOnlySpan<byte> bytes)
    {
        Write(bytes);
        return bytes.Length;
    }

    private string Text
    {
        get
        {
            lock (_lock)
                return Encoding.UTF8.GetString(ToArray());
        }
    }

    // ISO 8601 with as many digits each time, so that it sorts as text.
    private static string TimeOf(string line) => line[..line.IndexOf(' ', StringComparison.Ordinal)];

    private static string CallerOf(string line)
    {
        const string Before = "audit: quote for ";
        var rest = line[(line.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..];
        return rest[..rest.IndexOf(": mrsigner", StringComparison.Ordinal)];
    }
}
