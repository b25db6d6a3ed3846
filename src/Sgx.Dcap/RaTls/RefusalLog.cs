using Microsoft.Extensions.Logging;

namespace Sgx.Dcap.RaTls;

/// <summary>Tells of refused peers, a bounded number a minute: whoever knocks must not fill a disk.</summary>
internal sealed partial class RefusalLog(ILogger logger, TimeProvider time)
{
    private const int LinesAMinute = 20;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long _minuteStart = time.GetTimestamp();
    private int _lines;
    private int _untold;

    public void Tell(RaTlsVerdict verdict)
    {
        if (verdict is RaTlsVerdict.Accepted { UnknownClaims: { Count: > 0 } unknown })
            IgnoredClaims(unknown.Count);
        if (verdict is not RaTlsVerdict.Refused refused || !MayTell(out var untold))
            return;
        if (untold > 0)
            NotTold(untold);
        Refused(refused.Step, refused.Detail);
    }

    private bool MayTell(out int untold)
    {
        lock (_lock)
        {
            untold = 0;
            if (time.GetElapsedTime(_minuteStart) >= Minute)
            {
                (untold, _untold) = (_untold, 0);
                (_minuteStart, _lines) = (time.GetTimestamp(), 0);
            }

            if (_lines++ < LinesAMinute)
                return true;
            _untold++;
            return false;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "peer refused at step {Step}: {Detail}")]
    private partial void Refused(AppraisalStep step, string detail);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Count} more peers were refused")]
    private partial void NotTold(int count);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "{Count} unknown claims of a peer were ignored")]
    private partial void IgnoredClaims(int count);
}
