using Sgx.Quotes;

namespace Sgx.Dcap.Collateral;

/// <summary>A JSON document that Intel signs, taken out of its envelope and believed in nothing.</summary>
/// <remarks>For showing: TCB info, an enclave identity, or the list of evaluation numbers, of any version.</remarks>
public sealed record CollateralDocument
{
    private const string Title = "collateral document";

    private static readonly string[] Members = [TcbInfo.Member, QeIdentity.Member, "tcbEvaluationDataNumbers"];

    private readonly ReadOnlyMemory<byte> _envelope;

    private CollateralDocument(ReadOnlyMemory<byte> envelope, string member, JsonMembers members)
    {
        (_envelope, Member, Json) = (envelope, member, members.Object(member).Utf8.ToArray());
        Signature = members.Has("signature")
            ? Convert.ToHexStringLower(members.Hex("signature", QuoteSignature.RawEcdsaSize))
            : null;
    }

    /// <summary>As <c>tcbInfo</c>.</summary>
    public string Member { get; }

    /// <summary>The document as it stood in the envelope: strict JSON of one object.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>128 lower-case hexadecimal digits; null where the envelope has none.</summary>
    public string? Signature { get; }

    /// <summary>Whether the envelope is that of such a document; null if it has none of their members.</summary>
    /// <exception cref="SgxFormatException">Not strict JSON, too large, or a malformed envelope.</exception>
    public static CollateralDocument? Open(ReadOnlyMemory<byte> json)
    {
        CollateralFile.RequireDocumentSize(json.Span, Title);
        var envelope = StrictJson.Read(json.Span, Title);
        return Array.Find(Members, envelope.Has) is { } member ? new(json, member, envelope) : null;
    }

    /// <summary>What the verifier would say of its form, whoever signed it; null when it could read it.</summary>
    public string? FindFault()
    {
        try
        {
            if (Member == TcbInfo.Member)
                _ = TcbInfo.ReadUnverified(_envelope);
            else if (Member == QeIdentity.Member)
                _ = QeIdentity.ReadUnverified(_envelope);
            return null;
        }
        catch (SgxFormatException e)
        {
            return e.Message;
        }
    }
}
