namespace Sgx.Dcap.Collateral;

/// <summary>A TCB level of a quoting enclave: up to date, out of date or revoked from some ISVSVN on.</summary>
internal sealed record QeTcbLevel : TcbLevel
{
    /// <exception cref="SgxFormatException">No ISVSVN of 0 to 65535, or a status that only platforms have.</exception>
    public QeTcbLevel(JsonMembers level)
        : base(level)
    {
        IsvSvn = (ushort)level.Object("tcb").Integer("isvsvn", 0, ushort.MaxValue);
        if (Status is not (TcbStatus.UpToDate or TcbStatus.OutOfDate or TcbStatus.Revoked))
            throw level.Unexpected("tcbStatus", "UpToDate, OutOfDate or Revoked", $"{Status}");
    }

    public ushort IsvSvn { get; }

    public static int Compare(QeTcbLevel one, QeTcbLevel other) => one.IsvSvn.CompareTo(other.IsvSvn);
}
