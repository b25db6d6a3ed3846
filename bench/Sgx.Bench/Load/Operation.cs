namespace Sgx.Bench.Load;

/// <summary>What clients ask for, over and over.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Frame">The request, encoded once.</param>
/// <param name="ReplySize">Bytes of the reply, prefix included; they are always the same.</param>
internal sealed record Operation(string Name, byte[] Frame, int ReplySize)
{
    public const string KeyCount = "key count";
    public const string Init = "init";
    public const string Size = "size";
    public const string Quote = "quote";

    /// <summary>Whether the answer takes a signature.</summary>
    public bool Signs => Name == Quote;
}
