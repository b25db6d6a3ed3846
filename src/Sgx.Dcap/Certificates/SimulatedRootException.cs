namespace Sgx.Dcap.Certificates;

/// <summary>
/// A simulated root was to be trusted on a machine that has the real thing, without the word that this is meant.
/// </summary>
public sealed class SimulatedRootException : Exception
{
    /// <summary>The option that says the word.</summary>
    public const string Option = "--allow-simulated-root";

    private SimulatedRootException(string message) : base(message)
    {
    }

    /// <summary>Refuses a simulated root on a machine with SGX, unless it is allowed.</summary>
    /// <exception cref="SimulatedRootException">It is refused.</exception>
    public static void ThrowUnless(bool isAllowed, TrustAnchor anchor, bool machineHasSgx)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        if (anchor.IsSimulated && machineHasSgx && !isAllowed)
            throw new SimulatedRootException(
                $"this machine has SGX, and '{anchor.Subject}' is a simulated root, under which quotes prove nothing; "
                + $"{Option} trusts it here all the same");
    }
}
