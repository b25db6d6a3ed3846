using System.Security.Cryptography;
using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.Tests.Certificates;

public sealed class EcdsaPublicKeyTests
{
    private const string Order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    private const string Prime = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";

    private static readonly byte[] Data = [1, 2, 3];
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly byte[] Signature = Key.SignData(Data, HashAlgorithmName.SHA256);

    [Fact]
    public void A_signature_of_the_key_holds() => Assert.True(Public().HasSigned(Data, Signature));

    [Fact]
    public void Other_data_are_not_signed() => Assert.False(Public().HasSigned([1, 2, 4], Signature));

    [Fact]
    public void A_key_that_was_unloaded_is_loaded_again()
    {
        var key = Public();
        Assert.True(key.HasSigned(Data, Signature));
        key.Unload();
        Assert.True(key.HasSigned(Data, Signature));
        Assert.False(key.HasSigned([1, 2, 4], Signature));
    }

    // What Intel's library calls the root key id, of its own root.
    [Fact]
    public void The_digest_of_a_key_is_over_its_uncompressed_point() =>
        Assert.Equal(
            "46e403bd34f05a3f2817ab9badcaacc7ffc98e0f261008cd30dae936cace18d5dcf58eef31463613de1570d516200993",
            Convert.ToHexStringLower(SHA384.HashData(new EcdsaPublicKey(Convert.FromHexString(
                "0ba9c4c0c0c86193a3fe23d6b02cda10a8bbd4e88e48b4458561a36e705525f5"
                + "67918e2edc88e40d860bd0cc4ee26aacc988e505a953558c453f6b0904ae7394")).Uncompressed)));

    [Theory]
    [InlineData("00")]
    [InlineData(Order)]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void R_and_s_lie_between_zero_and_the_order(string hex)
    {
        var part = Convert.FromHexString(hex.PadLeft(64, '0'));
        Assert.False(Public().HasSigned(Data, [.. part, .. Signature[32..]]));
        Assert.False(Public().HasSigned(Data, [.. Signature[..32], .. part]));
        Assert.False(Public().HasSigned(Data, [.. part, .. part]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void A_signature_of_another_size_does_not_hold(int size) =>
        Assert.False(Public().HasSigned(Data, new byte[size]));

    [Theory]
    [InlineData("00", "00")]
    [InlineData("01", "01")]
    [InlineData(Prime, "01")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "01")]
    public void A_point_off_the_curve_signs_nothing(string x, string y)
    {
        var key = new EcdsaPublicKey(Convert.FromHexString(x.PadLeft(64, '0') + y.PadLeft(64, '0')));
        Assert.False(key.IsOnCurve);
        Assert.False(key.HasSigned(Data, Signature));
    }

    private static EcdsaPublicKey Public()
    {
        var point = Key.ExportParameters(includePrivateParameters: false).Q;
        return new([.. point.X!, .. point.Y!]);
    }
}
