using Microsoft.Win32.SafeHandles;
using Sgx.Files;

namespace Sgx.Agent.Linux;

/// <summary>Which file a path leads to: two paths, or one path at two times, are the same file or not.</summary>
/// <remarks>Owner and permissions do not count: a file stays the same when somebody changes them.</remarks>
internal readonly record struct FileIdentity(
    uint DeviceMajor, uint DeviceMinor, ulong Inode, bool IsSocket, bool IsRegular)
{
    /// <summary>The file at a path, links not followed; null where there is none.</summary>
    public static FileIdentity? Of(string path) => Of(FileStatus.Of(path));

    /// <summary>The file that has been opened.</summary>
    public static FileIdentity? Of(SafeFileHandle file) => Of(FileStatus.Of(file));

    private static FileIdentity? Of(FileStatus? status) => status is { } file
        ? new(file.DeviceMajor, file.DeviceMinor, file.Inode, file.IsSocket, file.IsRegular)
        : null;
}
