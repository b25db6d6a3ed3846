using Microsoft.AspNetCore.Http;
using Sgx;
using Sgx.Quotes;

namespace QuoteEndpoint;

/// <summary>Takes a quote out of a request: its bytes, and nothing else.</summary>
internal static class QuoteReader
{
    /// <summary>Bytes of a body at most: quotes have some 5,000, and AESM's clients pad them.</summary>
    public const int MaxBody = 64 * 1024;

    private const string MediaType = "application/octet-stream";

    /// <exception cref="BadHttpRequestException">Not a quote, or not of this type, or too large.</exception>
    public static async Task<Quote> Read(HttpRequest request)
    {
        if (request.ContentType != MediaType)
            throw new BadHttpRequestException(
                $"a quote comes as {MediaType}", StatusCodes.Status415UnsupportedMediaType);

        // Kestrel counts, and throws the same exception at the limit.
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        try
        {
            return Quote.Parse(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (SgxFormatException e)
        {
            throw new BadHttpRequestException(e.Message, StatusCodes.Status400BadRequest);
        }
    }
}
