using Sgx.Dcap;

namespace Sgx.Fuzz;

/// <summary>One input read by one parser, which may refuse it and may not hoard.</summary>
internal static class ParserTrial
{
    /// <summary>
    /// Bytes that a parser may allocate whatever it is given: its tables at first, an exception with its stack trace.
    /// </summary>
    public const long Base = 64 * 1024;

    /// <summary>Bytes that it may allocate beside those for each byte of the input.</summary>
    public const long PerByte = 64;

    /// <exception cref="Exception">A finding.</exception>
    public static Outcome Run(ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = Read(input, read);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        FindingException.Unless(
            allocated <= Base + (PerByte * input.Length),
            $"a parser took {allocated} bytes of memory for {input.Length} of input");
        return outcome;
    }

    private static Outcome Read(ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>> read)
    {
        try
        {
            read(input);
            return Outcome.Taken;
        }
        catch (Exception e) when (e is SgxFormatException or QuoteRejectedException)
        {
            return Outcome.Refused;
        }
    }
}
