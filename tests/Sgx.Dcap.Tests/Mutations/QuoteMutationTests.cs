using Sgx.Dcap.Tests.Minting;
using Sgx.Dcap.Tests.Vectors;
using Sgx.Quotes;

namespace Sgx.Dcap.Tests.Mutations;

/// <summary>Every genuine quote, changed: never accepted, whether or not its platform is known.</summary>
public sealed class QuoteMutationTests
{
    public static TheoryData<string> Folders => VectorFolder.Mutated;

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_flipped_byte_is_refused_by_a_verifier_that_does_not_know_the_platform(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);
        var prepared = vector.Verifier.Prepare(vector.Collateral);

        Assert.Equal([], AcceptedFlips(vector, prepared));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_flipped_byte_is_refused_by_a_verifier_that_knows_the_platform(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);
        var prepared = vector.Verifier.Prepare(vector.Collateral);
        Assert.IsType<QuoteVerdict.Verified>(prepared.Verify(vector.Quote, vector.Time));

        Assert.Equal([], AcceptedFlips(vector, prepared));
        Assert.IsType<QuoteVerdict.Verified>(prepared.Verify(vector.Quote, vector.Time));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_quote_cut_anywhere_is_refused(string folder)
    {
        var bytes = VectorFolder.OrSkip(folder).Quote.Bytes;
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<SgxFormatException>(() => Quote.Parse(bytes.Span[..length]));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Each_half_of_one_quote_does_not_go_with_the_other_half_of_another(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);
        var prepared = vector.Verifier.Prepare(vector.Collateral);
        foreach (var other in VectorFolder.Accepted.Select(row => VectorFolder.OrSkip(row.Data).Quote))
        {
            if (other.Signature.Vouching.Span.SequenceEqual(vector.Quote.Signature.Vouching.Span))
                continue;
            AssertRefused(vector.Quote.WithChain(other.Signature.CertificationData.Bytes));
            AssertRefused(vector.Quote.With(parts => parts with
            {
                QeReport = other.Signature.QeReport.Bytes.ToArray(),
                QeReportSignature = other.Signature.QeReportSignature.ToArray(),
            }));
            AssertRefused(vector.Quote.With(parts => parts with
            {
                AttestationKey = other.Signature.AttestationKey.ToArray(),
                Signature = other.Signature.Signature.ToArray(),
            }));
        }

        void AssertRefused(Quote quote)
        {
            if (!quote.Bytes.Span.SequenceEqual(vector.Quote.Bytes.Span))
                Assert.IsType<QuoteVerdict.Rejected>(prepared.Verify(quote, vector.Time));
        }
    }

    // Which bytes of the quote can be changed with nobody noticing; each by one bit and by all.
    private static int[] AcceptedFlips(VectorFolder vector, PreparedCollateral prepared)
    {
        var good = vector.Quote.Bytes;
        return Enumerable.Range(0, good.Length).AsParallel()
            .Where(offset => IsAccepted(good.Flip(offset, (byte)(1 << offset % 8)))
                || IsAccepted(good.Flip(offset, 0xff)))
            .ToArray();

        bool IsAccepted(byte[] bytes)
        {
            try
            {
                return prepared.Verify(Quote.Parse(bytes), vector.Time) is QuoteVerdict.Verified;
            }
            catch (SgxFormatException)
            {
                return false;
            }
        }
    }
}
