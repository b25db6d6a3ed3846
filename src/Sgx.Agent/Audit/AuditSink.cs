using System.Text;

namespace Sgx.Agent.Audit;

/// <summary>
/// Where lines of audit go: gathered, and written by a thread of their own, so that no quote waits for disk or pipe.
/// </summary>
/// <remarks>
/// A reader that does not keep up costs lines, never memory; how many were lost is written in their place.
/// </remarks>
internal sealed class AuditSink : IDisposable
{
    private const int Capacity = 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly object _lock = new();
    private readonly Stream _output;
    private readonly Thread _writer;
    private byte[] _gathering = new byte[16 * 1024];
    private byte[] _writing = new byte[16 * 1024];
    private int _length;
    private int _lost;
    private bool _isDone;

    public AuditSink(Stream output)
    {
        _output = output;
        _writer = new(Run) { IsBackground = true, Name = "audit" };
        _writer.Start();
    }

    /// <summary>From any thread.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            if (_length + line.Length > Capacity)
            {
                _lost++;
                return;
            }

            if (_length + line.Length > _gathering.Length)
                Array.Resize(ref _gathering, Math.Min(Capacity, 2 * _gathering.Length));
            line.CopyTo(_gathering.AsSpan(_length));
            _length += line.Length;
            if (_length == line.Length)
                Monitor.Pulse(_lock);
        }
    }

    /// <summary>Writes what has been gathered, and ends.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDone = true;
            Monitor.Pulse(_lock);
        }

        _ = _writer.Join(TimeSpan.FromSeconds(1));
    }

    private void Run()
    {
        while (TakeGathered() is { Length: > 0 } lines)
        {
            if (!TryWrite(lines))
                return;   // nobody reads any more
            if (!_isDone)
                Thread.Sleep(Pause);
        }
    }

    private ReadOnlyMemory<byte> TakeGathered()
    {
        lock (_lock)
        {
            while (_length == 0 && !_isDone)
                _ = Monitor.Wait(_lock);
            (_gathering, _writing) = (_writing, _gathering);
            var lines = _writing.AsMemory(0, _length);
            _length = 0;
            return _lost == 0 ? lines : WithLoss(lines);
        }
    }

    private ReadOnlyMemory<byte> WithLoss(ReadOnlyMemory<byte> lines)
    {
        var loss = Encoding.ASCII.GetBytes($"audit: {_lost} lines were lost here\n");
        _lost = 0;
        return (byte[])[.. lines.Span, .. loss];
    }

    private bool TryWrite(ReadOnlyMemory<byte> lines)
    {
        try
        {
            _output.Write(lines.Span);
            _output.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
