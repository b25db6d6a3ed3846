using System.Text.Unicode;

namespace Sgx.Agent.Audit;

/// <summary>The enclave that a quote is asked for.</summary>
/// <param name="Enclave">Null when the request held no Report.</param>
/// <param name="Size">Bytes of the caller's buffer.</param>
/// <remarks>As text, enough to tell enclaves apart, not enough to name one to somebody who does not know it.</remarks>
internal readonly record struct QuoteSubject(QuoteSubject.Measurements? Enclave, uint Size) : IUtf8SpanFormattable
{
    public bool TryFormat(
        Span<byte> text, out int written, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Enclave is { } enclave
            ? Utf8.TryWrite(
                text, provider,
                $"mrsigner {enclave.MrSigner.Prefix:x16}, mrenclave {enclave.MrEnclave.Prefix:x16}, {Size} bytes",
                out written)
            : Utf8.TryWrite(text, provider, $"mrsigner none, mrenclave none, {Size} bytes", out written);

    /// <summary>By whom and what the enclave is.</summary>
    internal readonly record struct Measurements(Measurement MrSigner, Measurement MrEnclave);
}
