using System.Security.Cryptography.X509Certificates;
using Sgx.Simulation;

namespace Sgx.Cli.Inspection;

/// <summary>The root certificate of a simulated platform.</summary>
internal static class SimulatedRoot
{
    public static X509Certificate2 Of(SimulatedPlatformOptions platform) =>
        X509Certificate2.CreateFromPem(new SimulatedIntel(platform).TrustedRootPem);

    /// <summary>That of the platform in the directory; null, and a message, where this user may not look.</summary>
    public static X509Certificate2? Find(string stateDirectory, CliHost host)
    {
        try
        {
            return Of(SimulatedState.Open(stateDirectory));
        }
        catch (Exception e) when (e is SimulatedStateException or IOException or UnauthorizedAccessException)
        {
            host.Tell($"cannot tell whether the service is the platform of {stateDirectory}: {e.Message}");
            return null;
        }
    }
}
