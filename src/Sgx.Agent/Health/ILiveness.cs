namespace Sgx.Agent.Health;

/// <summary>Whether the part of the process that does its work still turns.</summary>
/// <remarks>
/// The answer must come from that part itself, as by a heartbeat of its thread: a process whose HTTP port answers may
/// have stopped serving long ago.
/// </remarks>
internal interface ILiveness
{
    /// <summary>Asks for a sign of life, within a deadline of its own.</summary>
    /// <returns>Empty when alive, else why not.</returns>
    ValueTask<string> Trouble(CancellationToken cancellation);
}
