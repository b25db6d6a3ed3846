using System.Collections.Concurrent;
using Sgx.Dcap;
using Sgx.Quotes;
using Sgx.Testing;

namespace Sgx.Simulation.Tests;

/// <summary>The cheapest proof of a verifier: change any byte of a good quote, and it must notice.</summary>
public sealed class FlipTests
{
    private static readonly byte[] Masks = [.. Enumerable.Range(0, 8).Select(bit => (byte)(1 << bit)), 0xff];

    // Bytes of a quote that no signature covers and whose change therefore goes unnoticed, by name.
    private static readonly string[] Uncovered = [];

    [Fact]
    public async Task No_byte_of_a_quote_can_be_changed_unnoticed()
    {
        var quote = await SimulatedNode.Quote("a good quote"u8.ToArray());
        var verifier = new QuoteVerifier(SimulatedNode.Anchor);
        Assert.IsType<QuoteVerdict.Verified>(verifier.Verify(quote, SimulatedNode.Collateral, SimulatedNode.Time));
        var unnoticed = new ConcurrentBag<string>();

        Parallel.For(0, quote.Bytes.Length, offset =>
        {
            foreach (var mask in Masks.Where(mask => !IsNoticed(verifier, quote, offset, mask)))
                unnoticed.Add($"byte {offset} ^ {mask:x2}");
        });

        Assert.Equal(Uncovered, unnoticed.Order());
    }

    private static bool IsNoticed(QuoteVerifier verifier, Quote good, int offset, byte mask)
    {
        var bytes = good.Bytes.ToArray();
        bytes[offset] ^= mask;
        try
        {
            var verdict = verifier.Verify(Quote.Parse(bytes), SimulatedNode.Collateral, SimulatedNode.Time);
            return verdict is QuoteVerdict.Rejected;
        }
        catch (SgxFormatException)
        {
            return true;
        }
    }
}
