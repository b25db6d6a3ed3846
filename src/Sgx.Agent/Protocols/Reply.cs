namespace Sgx.Agent.Protocols;

/// <summary>What a client is sent, and what that tells it.</summary>
/// <param name="Frame">The bytes.</param>
/// <param name="Status">The status in them.</param>
internal readonly record struct Reply(ResponseFrame Frame, CallStatus Status);

/// <summary>A protocol's status, for people and metrics.</summary>
/// <param name="Name">As the protocol calls it, such as <c>Busy</c>; one of few.</param>
/// <param name="IsSuccess">Whether the client got what it asked for.</param>
internal readonly record struct CallStatus(string Name, bool IsSuccess);
