namespace Sgx.Dcap.Collateral;

/// <summary>A TCB level of a quoting enclave or TDX module: its status from some ISVSVN on.</summary>
public sealed record IsvTcbLevel : TcbLevel
{
    /// <exception cref="SgxFormatException">No ISVSVN of 0 to 65535, or a status that only platforms have.</exception>
    internal IsvTcbLevel(JsonMembers level)
        : base(level)
    {
        IsvSvn = (ushort)level.Object("tcb").Integer("isvsvn", 0, ushort.MaxValue);
        if (Status is not (TcbStatus.UpToDate or TcbStatus.OutOfDate or TcbStatus.Revoked))
            throw level.Unexpected("tcbStatus", "UpToDate, OutOfDate or Revoked", $"{Status}");
    }

    /// <summary>The lowest ISVSVN of the level.</summary>
    public ushort IsvSvn { get; }

    internal static int Compare(IsvTcbLevel one, IsvTcbLevel other) => one.IsvSvn.CompareTo(other.IsvSvn);
}
