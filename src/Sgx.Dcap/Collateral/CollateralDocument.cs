using Sgx.Quotes;

namespace Sgx.Dcap.Collateral;

/// <summary>A JSON document that Intel signs, taken out of its envelope and believed in nothing.</summary>
/// <remarks>For showing: TCB info, an enclave identity, or the list of evaluation numbers, of any version.</remarks>
public sealed record CollateralDocument
{
    private static readonly (string Member, string Title)[] Kinds =
    [
        (TcbInfo.Member, TcbInfo.Title), (QeIdentity.Member, "enclave identity"),
        ("tcbEvaluationDataNumbers", "TCB evaluation data numbers"),
    ];

    private CollateralDocument(string member, byte[] json, string? signature) =>
        (Member, Json, Signature) = (member, json, signature);

    /// <summary>As <c>tcbInfo</c>.</summary>
    public string Member { get; }

    /// <summary>The document as it stood in the envelope: strict JSON of one object.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>128 lower-case hexadecimal digits; null where the envelope has none.</summary>
    public string? Signature { get; }

    /// <summary>Whether the envelope is that of such a document; null if it has none of their members.</summary>
    /// <exception cref="SgxFormatException">Not strict JSON, or a malformed envelope.</exception>
    public static CollateralDocument? Open(ReadOnlyMemory<byte> json) =>
        StrictJson.Read(json, "collateral document", envelope =>
        {
            var member = Array.Find(Kinds, kind => envelope.Has(kind.Member)).Member;
            return member is null ? null : new CollateralDocument(member, envelope.RawObject(member), Sign(envelope));
        });

    /// <summary>What the verifier would say of its form, whoever signed it; null when it could read it.</summary>
    public string? FindFault()
    {
        try
        {
            StrictJson.RequireCompact(Json.Span, Array.Find(Kinds, kind => kind.Member == Member).Title);
            return Read();
        }
        catch (SgxFormatException e)
        {
            return e.Message;
        }
    }

    private string? Read()
    {
        if (Member == TcbInfo.Member)
            _ = StrictJson.Read(Json, TcbInfo.Title, TcbInfo.Parse);
        else if (Member == QeIdentity.Member)
            _ = StrictJson.Read(Json, QeIdentity.Title, QeIdentity.Parse);
        return null;
    }

    private static string? Sign(JsonMembers envelope) => envelope.Has("signature")
        ? Convert.ToHexStringLower(envelope.Hex("signature", QuoteSignature.RawEcdsaSize))
        : null;
}
