using Sgx.Aesm;

namespace Sgx.Agent.Sockets;

/// <summary>Whether a successor quotes with the platform that its predecessor quotes with.</summary>
internal static class Succession
{
    /// <summary>The option by which a change of platform is wanted.</summary>
    public const string Flag = "--accept-platform-change on";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>Refuses to succeed an instance that quotes with another key or another quoting enclave.</summary>
    /// <remarks>
    /// Applications hold the predecessor's target info, and relying parties may know its platform: with another seed or
    /// another quoting enclave, quotes fail that worked before.
    /// </remarks>
    /// <param name="path">The socket of the predecessor: see <see cref="Predecessor.Find"/>.</param>
    /// <param name="key">The key to compare.</param>
    /// <param name="own">What the own platform says of that key.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null when both are the same; for the log, why they could not be compared.</returns>
    /// <exception cref="ListenException">The platform is another; the message names the option for that.</exception>
    public static async Task<string?> RequireSamePlatform(
        string path, AttestationKeyId key, QuotingEnclaveInfo own, CancellationToken cancellation)
    {
        QuotingEnclaveInfo theirs;
        try
        {
            var client = new AesmClient(new() { SocketPath = path, Timeout = Deadline, Patience = TimeSpan.Zero });
            theirs = await client.Initialize(key, cancellation);
        }
        catch (QuotingException e)
        {
            return "the platform could not be compared with the predecessor's: " + PrintableText.OneLine(e.Message);
        }

        return Difference(theirs, own) is { } difference
            ? throw new ListenException(
                $"cannot take over at {path}: the predecessor quotes with another platform ({difference}); "
                + $"if that is wanted, start with {Flag}, else with the predecessor's state folder and platform")
            : null;
    }

    private static string? Difference(QuotingEnclaveInfo theirs, QuotingEnclaveInfo own)
    {
        if (!theirs.TargetInfo.Bytes.Span.SequenceEqual(own.TargetInfo.Bytes.Span))
            return "another quoting enclave";
        return theirs.PublicKeyId.Span.SequenceEqual(own.PublicKeyId.Span) ? null : "another attestation key";
    }
}
