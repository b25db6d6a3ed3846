using System.Buffers.Binary;
using System.Text;

namespace Sgx.Dcap.Tests.RaTls;

/// <summary>CBOR by hand, so that the tests can write what no writer would, and trust no writer for the rest.</summary>
internal static class Cbor
{
    public static byte[] Tag60000 => [0xd9, 0xea, 0x60];

    public static byte[] Array(params byte[][] items) => [(byte)(0x80 | items.Length), .. items.SelectMany(i => i)];

    public static byte[] Map(params (byte[] Key, byte[] Value)[] entries) =>
        [(byte)(0xa0 | entries.Length), .. entries.SelectMany(e => (byte[])[.. e.Key, .. e.Value])];

    public static byte[] Bytes(byte[] content)
    {
        var head = new byte[3];
        head[0] = 0x59;
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(1), (ushort)content.Length);
        return [.. head, .. content];
    }

    public static byte[] Text(string text) => [(byte)(0x60 | text.Length), .. Encoding.ASCII.GetBytes(text)];

    /// <summary>The same text with its length in a byte of its own.</summary>
    public static byte[] LongText(string text) => [0x78, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    public static byte[] PublicKeyHash(byte algorithm, byte[] value) => Bytes(Array([algorithm], Bytes(value)));

    public static byte[] Evidence(byte[] quote, byte[] claims) => [.. Tag60000, .. Array(Bytes(quote), Bytes(claims))];
}
