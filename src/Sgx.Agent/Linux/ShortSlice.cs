using System.Runtime.InteropServices;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Agent.Linux;

/// <summary>A thread that runs often and for a short time each, as the system's scheduler may be told.</summary>
internal static class ShortSlice
{
    // struct sched_attr of sched(7), first version: size, policy, flags, nice, priority, runtime, deadline, period.
    private const int Size = 48, FlagsAt = 8, RuntimeAt = 24;

    // __NR_sched_setattr of unistd.h, which differs by architecture.
    private static readonly nint SetAttributes =
        RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 314 : 274;

    // The scheduler's shortest: whoever asks for less at a time is served sooner.
    private static readonly TimeSpan Slice = TimeSpan.FromMicroseconds(100);

    /// <summary>Asks for it for the calling thread. It takes no right, and no processor from others.</summary>
    /// <remarks>Linux 6.12 and later; before, the system ignores it, or refuses, and nothing changes.</remarks>
    public static void Ask()
    {
        Span<byte> attributes = stackalloc byte[Size];
        WriteUInt32LittleEndian(attributes, Size);
        WriteUInt64LittleEndian(attributes[FlagsAt..], 0);
        WriteUInt64LittleEndian(attributes[RuntimeAt..], (ulong)Slice.TotalNanoseconds);
        _ = Libc.SystemCall(SetAttributes, 0, attributes, 0);
    }
}
