namespace Sgx.Output;

/// <summary>
/// Where bytes go, as by <c>write(2)</c>: a caller knows how many were taken when the next ones are not.
/// </summary>
internal interface IByteOutput
{
    /// <summary>Writes some of the bytes; may block.</summary>
    /// <returns>How many were taken, 1 or more.</returns>
    /// <exception cref="IOException">None was: the disk is full, the reader is gone.</exception>
    int Write(ReadOnlySpan<byte> bytes);
}
