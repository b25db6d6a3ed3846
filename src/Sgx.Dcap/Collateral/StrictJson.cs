using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Sgx.Dcap.Collateral;

/// <summary>JSON with one meaning: valid UTF-8, no comment, no member twice, bounded depth.</summary>
internal static class StrictJson
{
    /// <summary>Nested objects and arrays at most, as in Intel's library.</summary>
    public const int MaxDepth = 32;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);

    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = MaxDepth,
        AllowDuplicateProperties = false,
        CommentHandling = JsonCommentHandling.Disallow,
        AllowTrailingCommas = false,
    };

    /// <summary>Reads one object.</summary>
    /// <param name="utf8">All of it; a copy is kept.</param>
    /// <param name="document">What to call it.</param>
    /// <exception cref="SgxFormatException">Not such JSON.</exception>
    public static JsonMembers Read(ReadOnlySpan<byte> utf8, string document) => new(Parse(utf8, document), document);

    /// <summary>The same where nobody vouches for the sender: tokens are counted before any is kept.</summary>
    /// <exception cref="SgxFormatException">Not such JSON, or more of it.</exception>
    public static JsonMembers Read(ReadOnlySpan<byte> utf8, string document, int maxTokens)
    {
        if (HasMoreTokens(utf8, document, maxTokens))
            throw new SgxFormatException(document, $"at most {maxTokens} tokens of JSON", "more");
        return Read(utf8, document);
    }

    private static bool HasMoreTokens(ReadOnlySpan<byte> utf8, string document, int most)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            var tokens = 0;
            while (tokens <= most && reader.Read())
                tokens++;
            return tokens > most;
        }
        catch (JsonException e)
        {
            throw new SgxFormatException(document, "strict JSON", JsonMembers.Short(e.Message));
        }
    }

    /// <summary>
    /// Refuses what Intel's library would write differently: it verifies not the bytes but its own rendering of them.
    /// </summary>
    /// <remarks>
    /// So no escaped character and no number but an integer, anywhere; and no white space between tokens.
    /// </remarks>
    public static void RequireCompact(ReadOnlySpan<byte> utf8, string document)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
            RequireVerbatim(reader, document);
        RequireNoWhiteSpace(utf8, document);
    }

    private static void RequireVerbatim(in Utf8JsonReader token, string document)
    {
        if (token.ValueIsEscaped)
            throw new SgxFormatException(document, "no escaped character", $"one at byte {token.TokenStartIndex}");
        if (token.TokenType is JsonTokenType.Number
            && (!token.TryGetInt64(out _) || token.ValueSpan.SequenceEqual("-0"u8)))
            throw new SgxFormatException(document, "integers", $"another number at byte {token.TokenStartIndex}");
    }

    // Nothing is escaped here, so every quotation mark begins or ends a string.
    private static void RequireNoWhiteSpace(ReadOnlySpan<byte> utf8, string document)
    {
        var isInString = false;
        for (var next = utf8.IndexOfAny(WhiteSpace); next >= 0; next = utf8.IndexOfAny(WhiteSpace))
        {
            isInString ^= utf8[..next].Count((byte)'"') % 2 != 0;
            if (!isInString)
                throw new SgxFormatException(document, "compact JSON, as Intel signs it", "white space between tokens");
            utf8 = utf8[(next + 1)..];
        }
    }

    private static JsonElement Parse(ReadOnlySpan<byte> utf8, string document)
    {
        if (!Utf8.IsValid(utf8))
            throw new SgxFormatException(document, "UTF-8", "other bytes");
        try
        {
            return JsonElement.Parse(utf8, Options);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a member's name has half a surrogate pair.
            throw new SgxFormatException(document, "strict JSON", JsonMembers.Short(e.Message));
        }
    }
}
