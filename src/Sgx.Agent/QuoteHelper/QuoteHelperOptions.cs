using Microsoft.Extensions.Logging;
using Sgx.Agent.Allocations;
using Sgx.Agent.Callers;
using Sgx.Agent.Front;
using Sgx.Agent.Health;
using Sgx.Agent.Line;
using Sgx.Agent.Platforms;
using Sgx.Output;

namespace Sgx.Agent.QuoteHelper;

/// <summary>All that an operator may set of <c>sgx-agent quote-helper</c>, validated.</summary>
internal sealed record QuoteHelperOptions
{
    public required PlatformOptions Platform { get; init; }

    public required string SocketPath { get; init; }

    /// <summary>Whether an instance that quotes with another platform may be succeeded.</summary>
    public bool AcceptsPlatformChange { get; init; }

    /// <summary>What was set, for the log: platform, state folder, sockets, and what is not the default.</summary>
    public string Description { get; init; } = "";

    public required LogLevel LogLevel { get; init; }

    public required FrontOptions Front { get; init; }

    public required QuoteQueueOptions Queue { get; init; }

    /// <summary>Where the lines of log and audit go.</summary>
    public IByteOutput Output { get; init; } = StandardOutput.Error;

    /// <summary>Whether each quote leaves a line.</summary>
    public bool IsAudited { get; init; }

    public CallerOptions Callers { get; init; } = new();

    public HealthOptions Health { get; init; } = new();

    /// <summary>Null where containers are given no sockets of their own.</summary>
    public AllocationOptions? Allocations { get; init; }
}
