using Sgx.Output;

namespace Sgx.Agent.Health;

/// <summary>Whether the lines of log and audit are written.</summary>
internal sealed class LogReadiness(LineWriter lines) : IReadiness
{
    public string Trouble => lines.Trouble;
}
