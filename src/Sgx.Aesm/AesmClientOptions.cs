namespace Sgx.Aesm;

/// <summary>How a client reaches the quoting service.</summary>
public sealed record AesmClientOptions
{
    /// <summary>The service's socket.</summary>
    /// <value>By default the path that unmodified clients use.</value>
    public string SocketPath { get; init; } = AesmSocket.DefaultPath;

    /// <summary>How long one operation may take, from connecting to the last byte of the answer.</summary>
    /// <value>By default 15 seconds, as Intel's client.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
}
