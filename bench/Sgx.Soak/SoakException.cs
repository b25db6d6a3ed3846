namespace Sgx.Soak;

/// <summary>Something that the run needs did not happen, or an answer was not what it should be.</summary>
internal sealed class SoakException(string message) : Exception(message);
