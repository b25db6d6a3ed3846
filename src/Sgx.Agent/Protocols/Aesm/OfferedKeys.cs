using Google.Protobuf;
using Sgx.Aesm;

namespace Sgx.Agent.Protocols.Aesm;

/// <summary>The key that a request names, among those offered.</summary>
internal static class OfferedKeys
{
    /// <exception cref="SgxFormatException">No key id, or not 256 bytes.</exception>
    /// <exception cref="AesmRefusalException">Not offered.</exception>
    public static AttestationKeyId Find(this IReadOnlyList<AttestationKeyId> offered, ByteString id)
    {
        var asked = AttestationKeyId.Parse(id.Span);
        return offered.FirstOrDefault(asked.NamesSameKeyAs)
            ?? throw new AesmRefusalException(AesmStatus.UnsupportedAttKeyId, "the attestation key is not offered");
    }
}
