using Google.Protobuf;
using Sgx.Aesm.Wire;

namespace Sgx.Agent.Tests.Support;

/// <summary>Requests and responses as messages.</summary>
internal static class Wire
{
    public static ByteString EcdsaKey { get; } = ByteString.CopyFrom(AttestationKeyId.EcdsaP256.Bytes.Span);

    public static Response ParseResponse(byte[] body) => Response.Parser.ParseFrom(body);

    public static byte[] Body(Request request) => request.ToByteArray();

    /// <summary>Member number, status and message of the one answer that a response holds.</summary>
    public static (int Member, uint Status) Answered(Response response)
    {
        var descriptor = Response.Descriptor;
        var field = Assert.Single(descriptor.Fields.InFieldNumberOrder(), f => f.Accessor.HasValue(response));
        var answer = Assert.IsType<IAesmResponse>(field.Accessor.GetValue(response), exactMatch: false);
        return (field.FieldNumber, answer.ErrorCode);
    }
}
