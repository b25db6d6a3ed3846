namespace Sgx.Soak.Clients;

/// <summary>Goes the whole way to a quote: key ids, both phases of init, size, quote; and checks what it got.</summary>
internal interface IQuoteClient
{
    /// <summary>Gets one quote, or throws.</summary>
    void Quote();
}
