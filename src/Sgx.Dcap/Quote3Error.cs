namespace Sgx.Dcap;

/// <summary>A rejection by the number that Intel's verification library returns for it.</summary>
/// <remarks>
/// quote3_error_t, those numbers alone that a rejection becomes. They are coarse: <see cref="RejectionReason"/> says
/// more.
/// </remarks>
public enum Quote3Error : uint
{
    Success = 0,
    Unexpected = 0xE001,
    InvalidParameter = 0xE002,
    QuoteCertificationDataUnsupported = 0xE01C,
    QuoteFormatUnsupported = 0xE01D,
    QeReportInvalidSignature = 0xE01F,
    PckCertUnsupportedFormat = 0xE021,
    PckCertChainError = 0xE022,
    TcbInfoUnsupportedFormat = 0xE023,
    TcbInfoMismatch = 0xE024,
    QeIdentityMismatch = 0xE026,
    PckRevoked = 0xE031,
    TcbRevoked = 0xE032,
    CrlUnsupportedFormat = 0xE038,
    QeIdentityChainError = 0xE039,
    TcbInfoChainError = 0xE03A,
    TdxModuleMismatch = 0xE060,
    TcbNotSupported = 0xE066,
    ResultInvalidSignature = 0xE068,
}
