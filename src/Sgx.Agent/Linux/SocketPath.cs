namespace Sgx.Agent.Linux;

/// <summary>What the system allows of the path of a UNIX socket.</summary>
internal static class SocketPath
{
    /// <summary>sun_path of sockaddr_un, less its NUL.</summary>
    public const int MaxBytes = 107;
}
