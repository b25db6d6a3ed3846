using System.Text;

namespace Sgx.Output;

/// <summary>
/// Takes the lines of log and audit from any thread, and writes them on a thread of its own: nothing that serves waits
/// for a disk or for the reader of a pipe.
/// </summary>
/// <remarks>
/// At most 1 MiB waits to be written. Beyond that, lines are dropped and counted, and their number is written in their
/// place. An output that fails is tried again for ever; what it has not taken by then is kept.
/// </remarks>
internal sealed class LineWriter : IDisposable
{
    private const int Capacity = 1024 * 1024;

    // A buffer that one burst has grown beyond this is not kept.
    private const int KeptBuffer = 64 * 1024;
    private const int FirstBuffer = 4 * 1024;
    private const byte Replacement = (byte)'?';

    // Lines gather meanwhile, so that a busy service makes few system calls.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FlushDeadline = TimeSpan.FromSeconds(1);

    // A write that takes longer has no reader.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private readonly IByteOutput _output;
    private readonly string _program;
    private readonly Thread _writer;
    private byte[] _gathering = [];
    private byte[] _spare = [];
    private int _length;
    private int _lostHere;
    private long _lost;
    private long? _writingSince;
    private string _failure = "";
    private bool _isDone;

    /// <param name="output">Where the lines go.</param>
    /// <param name="program">Who says that lines were lost.</param>
    public LineWriter(IByteOutput output, string program)
    {
        (_output, _program) = (output, program);
        _writer = new(Run) { IsBackground = true, Name = "lines" };
        _writer.Start();
    }

    /// <summary>Lines dropped so far.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Why lines are not written at the moment; empty when they are.</summary>
    public string Trouble
    {
        get
        {
            lock (_lock)
            {
                if (_failure.Length > 0)
                    return $"the log cannot be written: {_failure}";
                var taken = TimeSpan.FromMilliseconds(Environment.TickCount64 - _writingSince ?? 0);
                return taken < LongestWrite ? "" : $"nobody has read the log for {taken.TotalSeconds:0} s";
            }
        }
    }

    /// <summary>Takes a line, or drops and counts it. Never waits for the output.</summary>
    /// <param name="line">UTF-8 that ends with a line feed; other control characters in it are replaced.</param>
    public void Write(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
            return;
        lock (_lock)
        {
            // Once one is lost, the next ones are too, until the writer has come by: their number stands in one place.
            if (_isDone || _lostHere > 0 || _length + line.Length > Capacity)
            {
                _lostHere++;
                _ = Interlocked.Increment(ref _lost);
                return;
            }

            Gather(line);
            if (_length == line.Length)
                Monitor.Pulse(_lock);
        }
    }

    /// <summary>Writes what has been taken, for a second at most, and ends.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDone = true;
            Monitor.Pulse(_lock);
        }

        _ = _writer.Join(FlushDeadline);
    }

    private void Gather(ReadOnlySpan<byte> line)
    {
        if (_length + line.Length > _gathering.Length)
            Array.Resize(ref _gathering, Math.Max(_length + line.Length, Math.Max(FirstBuffer, 2 * _gathering.Length)));
        var taken = _gathering.AsSpan(_length, line.Length);
        line.CopyTo(taken);
        for (var text = taken[..^1]; text.IndexOfAnyInRange((byte)0, (byte)31) is >= 0 and var control;)
            text[control] = Replacement;
        _length += line.Length;
    }

    private void Run()
    {
        var pause = Pause;
        var unwritten = ReadOnlyMemory<byte>.Empty;
        while (true)
        {
            try
            {
                if (unwritten.IsEmpty)
                    unwritten = TakeGathered();
                if (unwritten.IsEmpty)
                    return;   // done
                while (!unwritten.IsEmpty)
                    unwritten = unwritten[WriteSome(unwritten.Span)..];
                pause = Pause;
            }
            catch (Exception e)
            {
                // Whatever it is: a writer that ended would lose every line from here on.
                if (_isDone)
                    return;
                Fail(e);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }

            Rest(pause);
        }
    }

    private ReadOnlyMemory<byte> TakeGathered()
    {
        lock (_lock)
        {
            while (_length == 0 && _lostHere == 0 && !_isDone)
                _ = Monitor.Wait(_lock);
            if (_lostHere > 0)
                Gather(Encoding.UTF8.GetBytes($"{_program}: {_lostHere} lines were lost here\n"));
            var taken = _gathering.AsMemory(0, _length);
            (_gathering, _spare) = (_spare, _gathering.Length > KeptBuffer ? [] : _gathering);
            (_length, _lostHere) = (0, 0);
            return taken;
        }
    }

    private int WriteSome(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
            _writingSince = Environment.TickCount64;
        try
        {
            var count = _output.Write(bytes);
            if (count <= 0)
                throw new IOException("nothing was taken");
            lock (_lock)
                _failure = "";
            return count;
        }
        finally
        {
            lock (_lock)
                _writingSince = null;
        }
    }

    private void Fail(Exception e)
    {
        lock (_lock)
            _failure = e.Message;
    }

    // Ends early when done, and for nothing else.
    private void Rest(TimeSpan pause)
    {
        var end = Environment.TickCount64 + (long)pause.TotalMilliseconds;
        lock (_lock)
        {
            while (!_isDone && end - Environment.TickCount64 is > 0 and var left)
                _ = Monitor.Wait(_lock, (int)left);
        }
    }
}
