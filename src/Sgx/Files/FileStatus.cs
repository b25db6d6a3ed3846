using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Files;

/// <summary>What Linux says of a file: which one it is, who owns it, and who may use it.</summary>
/// <remarks>.NET does not tell the owner.</remarks>
/// <param name="DeviceMajor">The file system that it is on.</param>
/// <param name="DeviceMinor">The rest of the file system's number.</param>
/// <param name="Inode">Its number there; a number is used again once the file is gone.</param>
/// <param name="Mode">Type and permissions, as <c>st_mode</c>.</param>
/// <param name="Owner">User id, as seen from this user namespace.</param>
internal readonly partial record struct FileStatus(
    uint DeviceMajor, uint DeviceMinor, ulong Inode, ushort Mode, uint Owner)
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100, OfDescriptor = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const int TypeMask = 0xF000;
    private const int Socket = 0xC000, Link = 0xA000, Regular = 0x8000, Folder = 0x4000;
    private const int Sticky = 0x200;

    /// <summary>The user that this process acts as.</summary>
    public static uint EffectiveUser => GetEffectiveUserId();

    public bool IsSocket => Type == Socket;

    public bool IsRegular => Type == Regular;

    public bool IsFolder => Type == Folder;

    public bool IsLink => Type == Link;

    /// <summary>Whether only its owner may remove or rename an entry of this folder.</summary>
    public bool IsSticky => (Mode & Sticky) != 0;

    /// <summary>Read, write and execute for owner, group and others.</summary>
    public UnixFileMode Permissions => (UnixFileMode)(Mode & 0x1FF);

    private int Type => Mode & TypeMask;

    /// <summary>The file at a path, links not followed; null where there is none, or it cannot be asked.</summary>
    public static FileStatus? Of(string path) => Of(CurrentDirectory, path, NoFollow);

    /// <summary>The file that has been opened; null when it cannot be asked.</summary>
    public static FileStatus? Of(SafeFileHandle file) => Of((int)file.DangerousGetHandle(), "", OfDescriptor);

    private static FileStatus? Of(int directory, string path, int flags)
    {
        // struct statx is the same on every architecture: owner at 20, mode at 28, inode at 32, device at 136 and 140;
        // 256 bytes.
        Span<byte> stat = stackalloc byte[256];
        if (StatX(directory, path, flags, BasicStats, stat) < 0)
            return null;
        return new(
            ReadUInt32LittleEndian(stat[136..]), ReadUInt32LittleEndian(stat[140..]),
            ReadUInt64LittleEndian(stat[32..]), ReadUInt16LittleEndian(stat[28..]), ReadUInt32LittleEndian(stat[20..]));
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, Span<byte> result);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();
}
