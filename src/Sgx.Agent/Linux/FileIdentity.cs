using Microsoft.Win32.SafeHandles;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Agent.Linux;

/// <summary>Which file a path leads to: two paths, or one path at two times, are the same file or not.</summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode, ushort Mode)
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100, OfDescriptor = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const int TypeMask = 0xF000, SocketType = 0xC000, RegularType = 0x8000;

    public bool IsSocket => (Mode & TypeMask) == SocketType;

    public bool IsRegular => (Mode & TypeMask) == RegularType;

    /// <summary>The file at a path, links not followed; null where there is none.</summary>
    public static FileIdentity? Of(string path) => Of(CurrentDirectory, path, NoFollow);

    /// <summary>The file that has been opened.</summary>
    public static FileIdentity? Of(SafeFileHandle file) =>
        Of((int)file.DangerousGetHandle(), "", OfDescriptor);

    private static FileIdentity? Of(int directory, string path, int flags)
    {
        // struct statx is the same on every architecture: mode at 28, inode at 32, device at 136 and 140; 256 bytes.
        Span<byte> stat = stackalloc byte[256];
        if (Libc.StatX(directory, path, flags, BasicStats, stat) < 0)
            return null;
        return new(
            ReadUInt32LittleEndian(stat[136..]), ReadUInt32LittleEndian(stat[140..]),
            ReadUInt64LittleEndian(stat[32..]), ReadUInt16LittleEndian(stat[28..]));
    }
}
