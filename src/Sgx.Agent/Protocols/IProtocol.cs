namespace Sgx.Agent.Protocols;

/// <summary>A protocol that the front serves: what its frames look like, and which call a request makes.</summary>
/// <remarks>
/// A frame is a prefix of fixed size, which tells the body's length, and the body. A connection carries one request
/// and one reply. The front moves the bytes and knows nothing else of a protocol.
/// </remarks>
internal interface IProtocol
{
    /// <summary>Bytes of the prefix.</summary>
    int PrefixSize { get; }

    /// <summary>Bytes of the largest request, its prefix included.</summary>
    int MaxRequest { get; }

    /// <summary>Bytes of the body that a prefix announces; null when no request has that prefix.</summary>
    int? BodyLength(ReadOnlySpan<byte> prefix);

    /// <summary>The call that a request's body makes; null when it is no request.</summary>
    ICall? Understand(ReadOnlySpan<byte> body);
}
