namespace Sgx.Agent.DevicePlugin.Registration;

/// <summary>How long to wait before trying again: longer each time, and not all at the same moment.</summary>
internal sealed class Pauses(TimeSpan longest)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    private TimeSpan _next = First;

    /// <summary>Between half and all of a time that doubles up to the longest.</summary>
    public TimeSpan Next()
    {
        var pause = _next < longest ? _next : longest;
        _next = pause * 2;
        return pause * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    /// <summary>It went well: begin anew.</summary>
    public void Reset() => _next = First;
}
