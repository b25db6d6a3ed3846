using Sgx.Aesm;

namespace Sgx.NodeStatus;

/// <summary>Whether a node can quote, and why not.</summary>
/// <param name="IsReady">
/// Whether the service has made a real quote a short while ago; of another make, whether it lists a key, where that
/// counts.
/// </param>
/// <param name="Reason">In one CamelCase word, as conditions and events have it.</param>
/// <param name="Message">In a sentence.</param>
internal sealed record QuotingState(bool IsReady, string Reason, string Message)
{
    /// <summary>Asks the service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="requiresOwn">Whether a daemon of another make counts for nothing.</param>
    /// <param name="cancellation">Told to stop.</param>
    public static async Task<QuotingState> Ask(
        AesmClient service, bool requiresOwn, CancellationToken cancellation)
    {
        try
        {
            // Offering a key is what every make of daemon does; only ours tells whether it has quoted.
            var keys = await service.GetAttestationKeyIds(cancellation);
            return await service.Identify(cancellation) switch
            {
                { IsReady: true } ours =>
                    new(true, "Quoting", $"version {ours.Version} quotes, {ours.Platform} platform"),
                { } ours => new(false, "CannotQuote", ours.Trouble),
                null when requiresOwn =>
                    new(false, "OtherDaemon", "a daemon of another make has the socket, which counts for nothing here"),
                null when keys.Count > 0 => new(true, "OtherDaemon", "a daemon of another make offers a key"),
                null => new(false, "OtherDaemon", "a daemon of another make offers no key"),
            };
        }
        catch (QuotingException e)
        {
            return new(false, "NoService", e.Message);
        }
    }
}
