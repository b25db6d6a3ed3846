namespace Sgx.Agent.Health;

/// <summary>Whether a part of the node does its work.</summary>
internal interface IReadiness
{
    /// <summary>Why it does not, now; empty when it does.</summary>
    string Trouble { get; }
}
