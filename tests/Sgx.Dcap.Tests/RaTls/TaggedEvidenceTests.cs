using System.Security.Cryptography;
using Sgx.Dcap.RaTls;
using static Sgx.Dcap.Tests.RaTls.EnclavePeer;

namespace Sgx.Dcap.Tests.RaTls;

public sealed class TaggedEvidenceTests : IDisposable
{
    private static readonly byte[] Hash = SHA256.HashData("a key"u8);

    private readonly ECDsa _key = NewKey();

    private static byte[] HashKey => Cbor.Text("pubkey-hash");

    private byte[] PublicKey => _key.ExportSubjectPublicKeyInfo();

    public static TheoryData<string, byte[]> MalformedClaims => new()
    {
        { "not a map", Cbor.Array([1]) },
        { "a map without end", [0xbf, .. HashKey, .. Cbor.PublicKeyHash(1, Hash), 0xff] },
        { "empty", Cbor.Map() },
        { "another key alone", Cbor.Map((Cbor.Text("pubkey"), [0x01])) },
        { "a key that is no text", Cbor.Map((HashKey, Cbor.PublicKeyHash(1, Hash)), ([0x01], [0x01])) },
        { "a key without end", Cbor.Map((HashKey, Cbor.PublicKeyHash(1, Hash)), ([0x7f, 0x61, 0x61, 0xff], [0x01])) },
        { "a key twice", Cbor.Map((HashKey, Cbor.PublicKeyHash(1, Hash)), (HashKey, Cbor.PublicKeyHash(1, Hash))) },
        {
            "a key twice, written otherwise",
            Cbor.Map(
                (HashKey, Cbor.PublicKeyHash(1, Hash)), (Cbor.LongText("pubkey-hash"), Cbor.PublicKeyHash(1, Hash)))
        },
        {
            "an unknown key twice, written otherwise",
            Cbor.Map((HashKey, Cbor.PublicKeyHash(1, Hash)), (Cbor.Text("x"), [1]), (Cbor.LongText("x"), [1]))
        },
        { "bytes behind it", [.. Cbor.Map((HashKey, Cbor.PublicKeyHash(1, Hash))), 0x00] },
        { "a hash that is not in bytes", Cbor.Map((HashKey, Cbor.Array([1], Cbor.Bytes(Hash)))) },
        { "a hash of one item", Cbor.Map((HashKey, Cbor.Bytes(Cbor.Array([1])))) },
        { "a hash of three items", Cbor.Map((HashKey, Cbor.Bytes(Cbor.Array([1], Cbor.Bytes(Hash), [1])))) },
        { "a hash in an array without end", Cbor.Map((HashKey, Cbor.Bytes([0x9f, 1, .. Cbor.Bytes(Hash), 0xff]))) },
        { "bytes behind the hash", Cbor.Map((HashKey, Cbor.Bytes([.. Cbor.Array([1], Cbor.Bytes(Hash)), 0]))) },
        { "truncated SHA-256 of 128 bits", Cbor.Map((HashKey, Cbor.PublicKeyHash(2, Hash[..16]))) },
        { "a negative algorithm", Cbor.Map((HashKey, Cbor.PublicKeyHash(0x20, Hash))) },
        { "a SHA-256 of 31 bytes", Cbor.Map((HashKey, Cbor.PublicKeyHash(1, Hash[1..]))) },
        { "a SHA-384 of 32 bytes", Cbor.Map((HashKey, Cbor.PublicKeyHash(7, Hash))) },
        {
            "a nonce that is a text",
            Cbor.Map((HashKey, Cbor.PublicKeyHash(1, Hash)), (Cbor.Text("nonce"), Cbor.Text("n")))
        },
        {
            "an unknown claim without end",
            Cbor.Map((HashKey, Cbor.PublicKeyHash(1, Hash)), (Cbor.Text("x"), [0x81, 0x5f, 0x41, 1, 0xff]))
        },
        {
            "an unknown claim of too many levels",
            Cbor.Map(
                (HashKey, Cbor.PublicKeyHash(1, Hash)),
                (Cbor.Text("x"), [.. Enumerable.Repeat((byte)0x81, 60_000), 0x01]))
        },
        {
            "an unknown claim of many tags and nothing",
            Cbor.Map(
                (HashKey, Cbor.PublicKeyHash(1, Hash)), (Cbor.Text("x"), [.. Enumerable.Repeat((byte)0xc6, 60_000)]))
        },
        { "a map of 2^64-1 entries", [0xbb, .. Enumerable.Repeat((byte)0xff, 8), .. HashKey] },
        { "nothing", [] },
    };

    public static TheoryData<string, byte[]> MalformedEvidence => new()
    {
        { "no tag", Cbor.Array(Cbor.Bytes([1]), Cbor.Bytes([2])) },
        { "another tag", [0xd9, 0xea, 0x61, .. Cbor.Array(Cbor.Bytes([1]), Cbor.Bytes([2]))] },
        { "one item", [.. Cbor.Tag60000, .. Cbor.Array(Cbor.Bytes([1]))] },
        { "three items", [.. Cbor.Tag60000, .. Cbor.Array(Cbor.Bytes([1]), Cbor.Bytes([2]), Cbor.Bytes([3]))] },
        { "an array without end", [.. Cbor.Tag60000, 0x9f, .. Cbor.Bytes([1]), .. Cbor.Bytes([2]), 0xff] },
        { "bytes without end", [.. Cbor.Tag60000, .. Cbor.Array([0x5f, 0x41, 1, 0xff], Cbor.Bytes([2]))] },
        { "a text", [.. Cbor.Tag60000, .. Cbor.Array(Cbor.Text("quote"), Cbor.Bytes([2]))] },
        { "bytes behind it", [.. Cbor.Tag60000, .. Cbor.Array(Cbor.Bytes([1]), Cbor.Bytes([2])), 0] },
        { "a length beyond all", [.. Cbor.Tag60000, 0x82, 0x5b, .. Enumerable.Repeat((byte)0x7f, 8), 1] },
    };

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(1, "SHA256")]
    [InlineData(7, "SHA384")]
    [InlineData(8, "SHA512")]
    public async Task Evidence_written_by_hand_is_accepted(byte algorithm, string name)
    {
        var hash = CryptographicOperations.HashData(new HashAlgorithmName(name), PublicKey);
        var id = algorithm;

        var verdict = await VerifyClaims(Cbor.Map((HashKey, Cbor.PublicKeyHash(id, hash))));

        Assert.Equal(RaTlsFormat.Interoperable, Assert.IsType<RaTlsVerdict.Accepted>(verdict).Format);
    }

    [Fact]
    public async Task Unknown_claims_are_named_and_ignored()
    {
        byte[] nested = [.. Cbor.Map((Cbor.Text("a"), Cbor.Array([1], [0xf6], [0xc1, 0x1a, 0, 0, 0, 1])))];
        var hash = Cbor.PublicKeyHash(1, SHA256.HashData(PublicKey));

        var verdict = await VerifyClaims(Cbor.Map((Cbor.Text("x"), nested), (HashKey, hash), (Cbor.Text("y"), [0xf5])));

        Assert.Equal(["x", "y"], Assert.IsType<RaTlsVerdict.Accepted>(verdict).UnknownClaims);
    }

    [Fact]
    public async Task Claims_of_another_key_do_not_bind_though_the_quote_covers_them()
    {
        var verdict = await VerifyClaims(Cbor.Map((HashKey, Cbor.PublicKeyHash(1, Hash))));

        Assert.Equal(AppraisalStep.Binding, Refusal(verdict).Step);
        Assert.Equal("the claim pubkey-hash is of another key", Refusal(verdict).Detail);
    }

    [Fact]
    public async Task Claims_that_the_quote_does_not_cover_do_not_bind()
    {
        var hash = Cbor.PublicKeyHash(1, SHA256.HashData(PublicKey));
        var (claims, others) = (Cbor.Map((HashKey, hash)), Cbor.Map((HashKey, hash), (Cbor.Text("x"), [1])));
        var der = Certify(_key, Extension(Evidence, Cbor.Evidence(await QuoteFor(claims), others)));

        Assert.Equal(AppraisalStep.Binding, Refusal(Verify().Verify(der)).Step);
    }

    [Fact]
    public async Task A_quote_of_the_key_itself_does_not_bind_in_this_format()
    {
        var claims = Cbor.Map((HashKey, Cbor.PublicKeyHash(1, SHA256.HashData(PublicKey))));
        var der = Certify(_key, Extension(Evidence, Cbor.Evidence(await QuoteFor(PublicKey), claims)));

        Assert.Equal(AppraisalStep.Binding, Refusal(Verify().Verify(der)).Step);
    }

    [Theory]
    [MemberData(nameof(MalformedClaims))]
    public async Task Malformed_claims_are_refused(string what, byte[] claims)
    {
        var verdict = await VerifyClaims(claims);

        Assert.True(verdict is RaTlsVerdict.Refused { Step: AppraisalStep.Evidence }, $"{what}: {verdict}");
        Assert.StartsWith("RA-TLS claim", Refusal(verdict).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(MalformedEvidence))]
    public void Malformed_evidence_is_refused(string what, byte[] evidence)
    {
        var verdict = Verify().Verify(Certify(_key, Extension(Evidence, evidence)));

        Assert.True(verdict is RaTlsVerdict.Refused { Step: AppraisalStep.Evidence }, $"{what}: {verdict}");
        Assert.StartsWith("RA-TLS evidence", Refusal(verdict).Detail, StringComparison.Ordinal);
    }

    private async Task<RaTlsVerdict> VerifyClaims(byte[] claims) =>
        Verify().Verify(Certify(_key, Extension(Evidence, Cbor.Evidence(await QuoteFor(claims), claims))));
}
