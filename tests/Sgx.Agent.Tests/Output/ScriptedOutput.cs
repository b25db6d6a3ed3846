using System.Text;
using Sgx.Output;

namespace Sgx.Agent.Tests.Output;

/// <summary>An output that takes bytes as the test says.</summary>
internal sealed class ScriptedOutput : IByteOutput
{
    private readonly Lock _lock = new();
    private readonly List<byte> _taken = [];
    private int _attempts;

    /// <summary>Of so many bytes offered, how many are taken; may throw, or wait.</summary>
    public Func<int, int> Take { get; set; } = offered => offered;

    public int Attempts => Volatile.Read(ref _attempts);

    public string Text
    {
        get
        {
            lock (_lock)
                return Encoding.UTF8.GetString(_taken.ToArray());
        }
    }

    public IReadOnlyList<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public int Write(ReadOnlySpan<byte> bytes)
    {
        _ = Interlocked.Increment(ref _attempts);
        var count = Take(bytes.Length);
        lock (_lock)
            _taken.AddRange(bytes[..count]);
        return count;
    }
}
