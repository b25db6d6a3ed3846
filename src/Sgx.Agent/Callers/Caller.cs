using Sgx.Agent.Allocations;

namespace Sgx.Agent.Callers;

/// <summary>
/// Who asks for quotes: a container on the socket that it was given, or a user on the socket that all share.
/// </summary>
/// <param name="Class">
/// Callers of one class share one turn: the allocation's token, or the name of the shared socket.
/// </param>
/// <param name="UserId">The peer's uid, a hint by SO_PEERCRED; null where the system does not say.</param>
/// <param name="GroupId">The peer's gid, likewise.</param>
/// <remarks>All users of one allocation are one caller: its limits are not multiplied by making users.</remarks>
internal readonly record struct Caller(string Class, uint? UserId, uint? GroupId)
{
    /// <summary>
    /// The class of everybody who comes through the well-known socket: one anonymous class with one budget.
    /// </summary>
    public const string Shared = "shared";

    /// <summary>Whose allocation the socket belongs to; null on the shared one.</summary>
    public AllocationOwner? Owner { get; init; }

    public bool Equals(Caller other) =>
        Class == other.Class && (Owner is not null || (UserId == other.UserId && GroupId == other.GroupId));

    public override int GetHashCode() =>
        Owner is not null ? HashCode.Combine(Class) : HashCode.Combine(Class, UserId, GroupId);

    public override string ToString() =>
        Owner is not null ? Owner.ToString() : UserId is { } uid ? $"{Class}/uid:{uid}" : Class;
}
