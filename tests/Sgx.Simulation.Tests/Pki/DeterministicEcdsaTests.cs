using System.Security.Cryptography;
using System.Text;
using Sgx.Simulation.Pki;

namespace Sgx.Simulation.Tests.Pki;

public sealed class DeterministicEcdsaTests
{
    private static readonly byte[] PrivateKey =
        Convert.FromHexString("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");

    [Theory]
    [InlineData(
        "sample",
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
        "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")]
    [InlineData(
        "test",
        "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367",
        "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083")]
    public void It_gives_the_signatures_of_rfc_6979(string message, string r, string s) =>
        Assert.Equal(r + s, Convert.ToHexString(DeterministicEcdsa.Sign(PrivateKey, Encoding.ASCII.GetBytes(message))));

    [Fact]
    public void Its_signatures_verify()
    {
        using var key = P256.KeyPairOf(PrivateKey);

        Assert.All(Enumerable.Range(0, 50), i =>
        {
            byte[] message = [(byte)i];
            var signature = DeterministicEcdsa.Sign(PrivateKey, message);
            Assert.True(key.VerifyData(message, signature, HashAlgorithmName.SHA256));
        });
    }
}
