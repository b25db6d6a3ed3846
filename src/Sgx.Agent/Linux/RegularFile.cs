using Microsoft.Win32.SafeHandles;
using Sgx.Files;

namespace Sgx.Agent.Linux;

/// <summary>Files of a folder that others write to, which need not be what they are called.</summary>
internal static class RegularFile
{
    private const int ReadOnly = 0, NonBlocking = 0x800, CloseOnExec = 0x80000;
    private const int NoSuchFile = 2, NotPermitted = 1, AccessDenied = 13;

    /// <summary>All the bytes of a regular file; a pipe or a device is refused without waiting for it.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">Not to be read by this user.</exception>
    /// <exception cref="IOException">
    /// No regular file, or over <paramref name="maxSize"/> bytes; or an error of the system, whose number is HResult.
    /// </exception>
    public static byte[] Read(string path, int maxSize)
    {
        // By itself, opening a pipe waits until somebody writes to it.
        using var file = Open(path);
        if (FileIdentity.Of(file) is not { IsRegular: true })
            throw new IOException("it is not a regular file");
        using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
        return BoundedFile.ReadAll(stream, maxSize);
    }

    private static SafeFileHandle Open(string path)
    {
        var descriptor = Libc.Open(path, ReadOnly | NonBlocking | CloseOnExec);
        if (descriptor >= 0)
            return new(descriptor, ownsHandle: true);

        var failure = SystemCall.Failure("open");
        throw failure.NativeErrorCode switch
        {
            NoSuchFile => new FileNotFoundException(failure.Message, path),
            NotPermitted or AccessDenied => new UnauthorizedAccessException(failure.Message),
            var number => new IOException(failure.Message, number),
        };
    }
}
