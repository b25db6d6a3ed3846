using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;
using Sgx.Dcap.Tests.Vectors;

namespace Sgx.Dcap.Tests.Mutations;

/// <summary>Genuine collateral, changed: a genuine quote is refused.</summary>
public sealed class CollateralMutationTests
{
    // A prime, so that a run over the lines of a PEM or the levels of a document meets every column. Every byte of all
    // of it takes minutes, so that is for those who ask.
    private static readonly int Step = VectorFolder.IsExhaustive ? 1 : 31;

    private static readonly Dictionary<string, Func<QuoteCollateral, ReadOnlyMemory<byte>>> Read = new()
    {
        [CollateralFolder.TcbInfo] = all => all.TcbInfo,
        [CollateralFolder.TcbInfoIssuerChain] = all => all.TcbInfoIssuerChain,
        [CollateralFolder.QeIdentity] = all => all.QeIdentity,
        [CollateralFolder.QeIdentityIssuerChain] = all => all.QeIdentityIssuerChain,
        [CollateralFolder.RootCaCrl] = all => all.RootCaCrl,
        [CollateralFolder.PckCrl] = all => all.PckCrl,
        [CollateralFolder.PckCrlIssuerChain] = all => all.PckCrlIssuerChain,
    };

    public static TheoryData<string> Folders => VectorFolder.Mutated;

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_flipped_byte_is_refused(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);
        var accepted = Read.Keys.SelectMany(part => AcceptedFlips(vector, part)).ToArray();
        Assert.Equal([], accepted);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_part_cut_anywhere_is_refused(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);
        foreach (var part in Read.Keys)
        {
            var good = Read[part](vector.Collateral);
            for (var length = 0; length < Ending(good.Span); length += Step)
                Assert.IsType<QuoteVerdict.Rejected>(Verify(vector, part, good[..length].ToArray()));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_collateral_of_another_kind_of_platform_is_refused(string folder)
    {
        var vector = VectorFolder.OrSkip(folder);
        var fmspc = Convert.ToHexString(TcbInfo.ReadUnverified(vector.Collateral.TcbInfo).Fmspc.Span);
        foreach (var other in VectorFolder.Accepted.Select(row => VectorFolder.OrSkip(row.Data)))
        {
            var theirs = TcbInfo.ReadUnverified(other.Collateral.TcbInfo);
            if (Convert.ToHexString(theirs.Fmspc.Span) != fmspc)
                Assert.IsType<QuoteVerdict.Rejected>(
                    Verify(vector, CollateralFolder.TcbInfo, other.Collateral.TcbInfo.ToArray()));
        }
    }

    private static string[] AcceptedFlips(VectorFolder vector, string part)
    {
        var good = Read[part](vector.Collateral);
        return Enumerable.Range(0, good.Length / Step).AsParallel().Select(i => i * Step)
            .Where(offset => Verify(vector, part, good.Flip(offset, 0x01)) is QuoteVerdict.Verified)
            .Select(offset => $"{part} at {offset}").ToArray();
    }

    private static QuoteVerdict Verify(VectorFolder vector, string part, byte[] bytes) =>
        vector.Verifier.Verify(vector.Quote, With(vector.Collateral, part, bytes), vector.Time);

    private static QuoteCollateral With(QuoteCollateral all, string part, byte[] bytes) => part switch
    {
        CollateralFolder.TcbInfo => all with { TcbInfo = bytes },
        CollateralFolder.TcbInfoIssuerChain => all with { TcbInfoIssuerChain = bytes },
        CollateralFolder.QeIdentity => all with { QeIdentity = bytes },
        CollateralFolder.QeIdentityIssuerChain => all with { QeIdentityIssuerChain = bytes },
        CollateralFolder.RootCaCrl => all with { RootCaCrl = bytes },
        CollateralFolder.PckCrl => all with { PckCrl = bytes },
        _ => all with { PckCrlIssuerChain = bytes },
    };

    // Line ends behind a part are no part of it.
    private static int Ending(ReadOnlySpan<byte> part) => part.TrimEnd("\r\n\0"u8).Length;
}
