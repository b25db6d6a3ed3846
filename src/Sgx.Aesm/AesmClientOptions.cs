namespace Sgx.Aesm;

/// <summary>How a client reaches the quoting service.</summary>
public sealed record AesmClientOptions
{
    /// <summary>The service's socket.</summary>
    /// <value>By default the path that unmodified clients use.</value>
    public string SocketPath { get; init; } = AesmSocket.DefaultPath;

    /// <summary>
    /// How long one operation may take, all its tries together, from connecting to the last byte of the answer.
    /// </summary>
    /// <value>By default 15 seconds, as Intel's client.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long to try again where the service is not there, or hung up without an answer, as while it is restarted.
    /// Every operation may be repeated; what the service refuses is never tried again.
    /// </summary>
    /// <value>By default as long as <see cref="Timeout"/> allows; zero tries once.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.MaxValue;
}
