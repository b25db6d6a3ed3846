namespace Sgx.Fuzz;

/// <summary>One input taken by one target, within bounds.</summary>
internal static class Trial
{
    /// <summary>Bytes that one input may make the product allocate: many times what the longest answer needs.</summary>
    public const long MaxAllocated = 16 * 1024 * 1024;

    /// <exception cref="Exception">A finding.</exception>
    public static Outcome Run(IFuzzTarget target, ReadOnlyMemory<byte> input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = target.Take(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        FindingException.Unless(allocated <= MaxAllocated, $"{input.Length} bytes of input took {allocated} of memory");
        return outcome;
    }
}
