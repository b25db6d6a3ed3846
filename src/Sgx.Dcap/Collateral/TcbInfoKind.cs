namespace Sgx.Dcap.Collateral;

/// <summary>Which of the three shapes a TCB info has: version 2 for SGX, version 3 for SGX or for TDX.</summary>
/// <param name="Version">2 or 3.</param>
/// <param name="IsTdx">Whether it speaks of TDX.</param>
internal readonly record struct TcbInfoKind(int Version, bool IsTdx)
{
    private const int Version2 = 2;
    private const int Version3 = 3;
    private const string Sgx = "SGX";
    private const string Tdx = "TDX";

    /// <summary>Version 2 names the 16 components one by one, version 3 lists them.</summary>
    public bool NamesComponents => Version == Version2;

    public string Id => IsTdx ? Tdx : Sgx;

    /// <exception cref="SgxFormatException">Another version or id, or a TDX module in an SGX document.</exception>
    public static TcbInfoKind Read(JsonMembers members)
    {
        var version = (int)members.Integer("version", Version2, Version3);
        var id = version == Version2 ? Sgx : members.String("id");
        return id switch
        {
            Tdx => new(version, IsTdx: true),
            Sgx when members.Has(TdxModule.Member) || members.Has(TdxModuleIdentity.Member) =>
                throw members.Unexpected("id", $"{Tdx} where a TDX module is described", id),
            Sgx => new(version, IsTdx: false),
            _ => throw members.Unexpected("id", $"{Sgx} or {Tdx}", $"'{id}'"),
        };
    }
}
