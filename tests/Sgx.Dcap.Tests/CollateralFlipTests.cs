using Sgx.Dcap.Collateral;
using Sgx.Dcap.Tests.Minting;

namespace Sgx.Dcap.Tests;

public sealed class CollateralFlipTests
{
    // A prime, so that a run over the lines of a PEM or the levels of a document meets every column.
    private const int Step = 7;

    private static readonly MintedPlatform Platform = new();
    private static readonly QuoteCollateral Good = Platform.Collateral;

    private static readonly Dictionary<string, (ReadOnlyMemory<byte>, Func<byte[], QuoteCollateral>)> Parts = new()
    {
        [CollateralFolder.TcbInfo] = (Good.TcbInfo, part => Good with { TcbInfo = part }),
        [CollateralFolder.TcbInfoIssuerChain] =
            (Good.TcbInfoIssuerChain, part => Good with { TcbInfoIssuerChain = part }),
        [CollateralFolder.QeIdentity] = (Good.QeIdentity, part => Good with { QeIdentity = part }),
        [CollateralFolder.RootCaCrl] = (Good.RootCaCrl, part => Good with { RootCaCrl = part }),
        [CollateralFolder.PckCrl] = (Good.PckCrl, part => Good with { PckCrl = part }),
        [CollateralFolder.PckCrlIssuerChain] = (Good.PckCrlIssuerChain, part => Good with { PckCrlIssuerChain = part }),
    };

    public static TheoryData<string> Names => [.. Parts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_flipped_byte_of_collateral_is_rejected(string name)
    {
        var (verifier, quote, (part, with)) = (new QuoteVerifier(Platform.Anchor), Platform.Quote, Parts[name]);
        for (var i = 0; i < part.Length; i += Step)
        {
            var flipped = part.ToArray();
            flipped[i] ^= 0x01;
            var verdict = verifier.Verify(quote, with(flipped), MintedPlatform.Now);
            Assert.True(verdict is QuoteVerdict.Rejected, $"byte {i}");
        }
    }
}
