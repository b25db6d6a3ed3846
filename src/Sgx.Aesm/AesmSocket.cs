namespace Sgx.Aesm;

/// <summary>Where the quoting service is found.</summary>
public static class AesmSocket
{
    /// <summary>The path that every unmodified client connects to.</summary>
    public const string DefaultPath = "/var/run/aesmd/aesm.socket";
}
