using Sgx.Aesm;

namespace Sgx.Agent.Sockets;

/// <summary>Who serves at a socket's path.</summary>
internal abstract record SocketHolder
{
    private SocketHolder()
    {
    }

    /// <summary>There is no socket, or whose it was is gone.</summary>
    public sealed record Nobody : SocketHolder;

    /// <summary>An instance of this product.</summary>
    public sealed record Ours(ServiceIdentity Identity) : SocketHolder;

    /// <summary>A daemon of another make, or one that does not answer in time.</summary>
    /// <param name="Name">For people.</param>
    public sealed record Other(string Name) : SocketHolder;
}
