using Microsoft.Extensions.Logging;
using Sgx.Agent.Health;
using Sgx.Agent.Platforms;
using Sgx.Agent.Protocols.Aesm;

namespace Sgx.Fuzz.Targets;

/// <summary>The agent's service in front of a platform that no client has to wait for.</summary>
internal static class ReadyService
{
    public static AesmProtocol Create(IQuotingPlatform platform)
    {
        var readiness = new Readiness(TimeSpan.FromDays(1), TimeProvider.System);
        var steady = new SteadyPlatform(platform, readiness);
        _ = steady.Initialize(AttestationKeyId.EcdsaP256, CancellationToken.None).AsTask().Result;
        return new(steady, [AttestationKeyId.EcdsaP256], new("simulated", "", readiness), new BugLog());
    }

    /// <summary>A log in which an error is a finding: what a stranger sends is never the agent's own failure.</summary>
    private sealed class BugLog : ILogger<AesmProtocol>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                throw new FindingException(formatter(state, exception), exception);
        }
    }
}
