using Microsoft.Extensions.Logging;
using Sgx.Agent.Allocations;
using Sgx.Agent.Callers;
using Sgx.Agent.Front;
using Sgx.Agent.Health;
using Sgx.Agent.Line;
using Sgx.Agent.Platforms;

namespace Sgx.Agent.QuoteHelper;

/// <summary>All that an operator may set of <c>sgx-agent quote-helper</c>, validated.</summary>
internal sealed record QuoteHelperOptions
{
    public required PlatformOptions Platform { get; init; }

    public required string SocketPath { get; init; }

    public required LogLevel LogLevel { get; init; }

    public required FrontOptions Front { get; init; }

    public required QuoteQueueOptions Queue { get; init; }

    /// <summary>Where each quote leaves a line, as stderr; null leaves none.</summary>
    public Stream? AuditTo { get; init; }

    public CallerOptions Callers { get; init; } = new();

    public HealthOptions Health { get; init; } = new();

    /// <summary>Null where containers are given no sockets of their own.</summary>
    public AllocationOptions? Allocations { get; init; }
}
