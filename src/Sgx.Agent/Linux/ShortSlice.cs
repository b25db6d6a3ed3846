using System.Runtime.InteropServices;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Agent.Linux;

/// <summary>A thread that runs often and for a short time each, as the system's scheduler may be told.</summary>
internal static class ShortSlice
{
    // struct sched_attr of sched(7), first version: size, policy, flags, nice, priority, runtime, deadline, period.
    private const int Size = 48, PolicyAt = 4, RuntimeAt = 24;

    // SCHED_OTHER and SCHED_BATCH: the fair ones, which take turns by slices.
    private const uint Other = 0, Batch = 3;

    // __NR_sched_setattr of unistd.h, which differs by architecture; __NR_sched_getattr is the next on both.
    private static readonly nint SetAttributes =
        RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 314 : 274;

    // The scheduler's shortest: whoever asks for less at a time is served sooner.
    private static readonly TimeSpan Slice = TimeSpan.FromMicroseconds(100);

    /// <summary>Asks for it for the calling thread. It takes no right, and no processor from others.</summary>
    /// <remarks>
    /// Linux 6.12 and later; before, the system ignores it, or refuses, and nothing changes. Policy and nice stay as an
    /// operator has set them.
    /// </remarks>
    public static void Ask()
    {
        Span<byte> attributes = stackalloc byte[Size];
        if (Libc.SystemCall(SetAttributes + 1, 0, attributes, Size, 0) != 0
            || ReadUInt32LittleEndian(attributes[PolicyAt..]) is not (Other or Batch))
        {
            return;
        }

        WriteUInt64LittleEndian(attributes[RuntimeAt..], (ulong)Slice.TotalNanoseconds);
        _ = Libc.SystemCall(SetAttributes, 0, attributes, 0);
    }
}
