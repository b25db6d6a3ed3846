namespace RemoteAttestation.Wire;

/// <summary>The other party hung up, fell silent, or said what nobody says here.</summary>
internal sealed class WireException(string message, Exception? inner = null) : Exception(message, inner);
