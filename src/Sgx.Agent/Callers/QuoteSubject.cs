namespace Sgx.Agent.Callers;

/// <summary>The enclave that a quote is asked for.</summary>
/// <param name="MrSigner">Null when the request held no Report.</param>
/// <param name="MrEnclave">Likewise.</param>
/// <param name="Size">Bytes of the caller's buffer.</param>
internal readonly record struct QuoteSubject(Measurement? MrSigner, Measurement? MrEnclave, uint Size)
{
    // Enough to tell enclaves apart, not enough to name one to somebody who does not know it.
    private const int PrefixDigits = 16;

    public override string ToString() => $"mrsigner {Prefix(MrSigner)}, mrenclave {Prefix(MrEnclave)}, {Size} bytes";

    private static string Prefix(Measurement? measurement) => measurement?.ToString()[..PrefixDigits] ?? "none";
}
