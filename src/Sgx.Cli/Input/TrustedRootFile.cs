using System.Text;
using Sgx.Dcap.Certificates;

namespace Sgx.Cli.Input;

/// <summary>The root that somebody named on the command line, or Intel's.</summary>
internal static class TrustedRootFile
{
    /// <summary>Reads the root; null is Intel's.</summary>
    /// <exception cref="InputException">Not readable, malformed, or a simulated one that is not allowed.</exception>
    public static TrustAnchor Read(string? path, bool allowSimulated, CliHost host)
    {
        var anchor = Read(path, host);
        RequireAllowed(anchor, allowSimulated, host);
        return anchor;
    }

    /// <summary>Reads the root; null is Intel's.</summary>
    /// <exception cref="InputException">Not readable, or malformed.</exception>
    public static TrustAnchor Read(string? path, CliHost host)
    {
        if (path is null)
            return TrustAnchor.Intel;
        var pem = Encoding.ASCII.GetString(InputFile.Read(host, path, InputFile.MaxCertificate));
        return InputException.IfMalformed(InputFault.MalformedTrustedRoot, path, () => TrustAnchor.FromPem(pem));
    }

    /// <exception cref="InputException">It is a simulated one, on a machine that has real SGX.</exception>
    public static void RequireAllowed(TrustAnchor anchor, bool allowSimulated, CliHost host)
    {
        try
        {
            SimulatedRootException.ThrowUnless(allowSimulated, anchor, host.HasSgxDevice());
        }
        catch (SimulatedRootException e)
        {
            throw new InputException(InputFault.SimulatedRootNotAllowed, e.Message, e);
        }
    }
}
