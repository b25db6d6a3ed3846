namespace Sgx.Agent.Protocols;

/// <summary>
/// How a call ended for its client. It is made once, where the reply is sent or the client turns out to be gone; audit
/// and metrics follow from it.
/// </summary>
/// <param name="Name">The status that the client was told, or why it was told nothing; one of few.</param>
/// <param name="WasTold">Whether the client was sent all of a reply.</param>
internal readonly record struct Outcome(string Name, bool WasTold)
{
    /// <summary>The client left before it was told anything.</summary>
    public static Outcome ClientLeft { get; } = new("ClientLeft", WasTold: false);

    /// <summary>The client did not take its reply in time, or lost its place while it did not.</summary>
    public static Outcome ReplyNotTaken { get; } = new("ReplyNotTaken", WasTold: false);

    /// <summary>The service stopped before it could reply.</summary>
    public static Outcome ServiceStopped { get; } = new("ServiceStopped", WasTold: false);

    /// <summary>The client was told a status.</summary>
    public static Outcome Told(CallStatus status) => new(status.Name, WasTold: true);
}
