using Sgx.Files;

namespace Sgx.Agent.Sockets;

/// <summary>The folder that clients find a socket in.</summary>
internal static class SocketFolder
{
    /// <summary>
    /// Who else may put a socket in the place of this one, and what to run against it; null when only root and this
    /// user may.
    /// </summary>
    /// <remarks>No reason not to serve: whoever made the folder so may have wanted it. A reason to warn.</remarks>
    public static string? Weakness(string socketPath) =>
        TrustedPath.Weakness(Path.GetDirectoryName(Path.GetFullPath(socketPath))!);
}
