using System.Buffers.Binary;
using Sgx.Quotes;

namespace Sgx.Tests.Quotes;

public sealed class QuoteRefusalTests
{
    public static TheoryData<string> Kinds => QuoteKind.Names;

    public static TheoryData<string> NestedKinds => QuoteKind.NestedNames;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(0x0103)]
    public void Another_version_is_refused(ushort version) =>
        AssertEachRefuses(
            bytes => Write16(bytes, 0, version), $"Quote.version: expected 3, 4 or 5 at offset 0, found {version}");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(0xffff)]
    public void Another_attestation_key_type_is_refused(ushort type) => AssertEachRefuses(
        bytes => Write16(bytes, 2, type),
        $"Quote.attestation key type: expected 2 (ECDSA P-256) at offset 2, found {type}");

    [Theory]
    [InlineData(1u)]
    [InlineData(0x80u)]
    [InlineData(0x8100u)]
    [InlineData(0x81000081u)]
    public void Another_tee_is_refused(uint tee) =>
        AssertEachRefuses(bytes => Write32(bytes, 4, tee), "Quote.TEE type: expected 0 (SGX)", $"found 0x{tee:x}");

    [Fact]
    public void A_td_in_version_3_is_refused() => AssertRefuses(
        QuoteKind.All[0], bytes => bytes[4] = 0x81, "Quote.TEE type: expected 0 (SGX) at offset 4, found 0x81");

    [Theory]
    [InlineData("version 5, Enclave", 0)]
    [InlineData("version 5, Enclave", 2)]
    [InlineData("version 5, Enclave", 3)]
    [InlineData("version 5, Enclave", 4)]
    [InlineData("version 5, Enclave", 5)]
    [InlineData("version 5, Td10", 1)]
    [InlineData("version 5, Td15", 0)]
    [InlineData("version 5, TdExtended", 5)]
    [InlineData("version 5, TdExtended", 0xffff)]
    public void A_body_of_another_tee_is_refused(string name, ushort type) => AssertRefuses(
        QuoteKind.Named(name), bytes => Write16(bytes, 48, type),
        "Quote.body type: expected", "at offset 48", $"found {type}");

    [Theory]
    [InlineData("version 5, Enclave")]
    [InlineData("version 5, Td10")]
    [InlineData("version 5, Td15")]
    [InlineData("version 5, TdExtended")]
    public void A_body_size_that_is_not_that_of_the_type_is_refused(string name)
    {
        var kind = QuoteKind.Named(name);
        int[] sizes = [0, 384, 584, 648, 885, kind.BodySize - 1, kind.BodySize + 1, int.MaxValue, -1];
        foreach (var size in sizes.Except([kind.BodySize]))
            AssertRefuses(
                kind, bytes => Write32(bytes, 50, (uint)size),
                $"Quote.body size: expected {kind.BodySize} at offset 50");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_signature_data_length_that_does_not_fit_is_refused(string name)
    {
        var kind = QuoteKind.Named(name);
        var length = (uint)(kind.Bytes().Length - kind.SignatureOffset);
        uint[] lengths = [0, 583, length - 1, length + 1, int.MaxValue, uint.MaxValue - 435, uint.MaxValue];
        foreach (var wrong in lengths)
            AssertRefuses(kind, bytes => Write32(bytes, kind.SignatureLengthOffset, wrong), "Quote");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Authentication_data_beyond_the_signature_data_are_refused(string name)
    {
        var kind = QuoteKind.Named(name);
        AssertRefuses(
            kind, bytes => Write16(bytes, kind.AuthenticationSizeOffset, ushort.MaxValue),
            "QuoteSignature.authentication data: expected 65535 bytes at offset");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Certification_data_that_do_not_end_with_the_signature_data_are_refused(string name)
    {
        var kind = QuoteKind.Named(name);
        foreach (var size in (uint[])[0, 99, 101, int.MaxValue, uint.MaxValue])
            AssertRefuses(kind, bytes => Write32(bytes, kind.CertificationSizeOffset, size), "QuoteSignature");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Certification_data_of_another_type_are_refused(string name)
    {
        var kind = QuoteKind.Named(name);
        foreach (var type in (ushort[])[0, 6, 7, 8, 0xffff])
            AssertRefuses(
                kind, bytes => Write16(bytes, kind.CertificationTypeOffset, type),
                "QuoteSignature.certification data type: expected 1 to 5 at offset", $"found {type}");
    }

    [Theory]
    [MemberData(nameof(NestedKinds))]
    public void Outer_certification_data_that_are_no_qe_report_are_refused(string name)
    {
        var kind = QuoteKind.Named(name);
        foreach (var type in (ushort[])[0, 5, 7, 0xffff])
            AssertRefuses(
                kind, bytes => Write16(bytes, kind.OuterTypeOffset, type),
                $"QuoteSignature.outer certification data type: expected 6 (QE report) at offset 128, found {type}");
    }

    [Theory]
    [MemberData(nameof(NestedKinds))]
    public void Outer_certification_data_that_do_not_end_with_the_signature_data_are_refused(string name)
    {
        var kind = QuoteKind.Named(name);
        var size = (uint)(kind.Bytes().Length - kind.OuterTypeOffset - 6);
        foreach (var wrong in (uint[])[0, size - 1, size + 1, uint.MaxValue])
            AssertRefuses(
                kind, bytes => Write32(bytes, kind.OuterTypeOffset + 2, wrong),
                $"outer certification data size: expected the {size} bytes to the end at offset 130, found {wrong}");
    }

    private static void AssertEachRefuses(Action<byte[]> damage, params string[] message) =>
        Assert.All(QuoteKind.All, kind => AssertRefuses(kind, damage, message));

    private static void AssertRefuses(QuoteKind kind, Action<byte[]> damage, params string[] message)
    {
        var bytes = kind.Bytes();
        damage(bytes);
        var refusal = Assert.Throws<SgxFormatException>(() => Quote.Parse(bytes));
        Assert.All(message, part => Assert.Contains(part, refusal.Message, StringComparison.Ordinal));
    }

    private static void Write16(byte[] bytes, int offset, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), value);

    private static void Write32(byte[] bytes, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
}
