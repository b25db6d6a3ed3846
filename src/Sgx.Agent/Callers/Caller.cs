namespace Sgx.Agent.Callers;

/// <summary>
/// Who asks for quotes: a listener that was given to somebody, or a user on the socket that all share.
/// </summary>
/// <param name="Class">Callers of one class share one turn: the listener's name, or that of the shared socket.</param>
/// <param name="UserId">The peer's uid, a hint by SO_PEERCRED; null where it is not asked for.</param>
/// <param name="GroupId">The peer's gid, likewise.</param>
internal readonly record struct Caller(string Class, uint? UserId, uint? GroupId)
{
    /// <summary>
    /// The class of everybody who comes through the well-known socket: one anonymous class with one budget.
    /// </summary>
    public const string Shared = "shared";

    public override string ToString() => UserId is { } uid ? $"{Class}/uid:{uid}" : Class;
}
