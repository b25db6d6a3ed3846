using System.Runtime.InteropServices;
using System.Text;

namespace Sgx.Output;

/// <summary>The process' stdout or stderr.</summary>
/// <remarks>
/// .NET's own stream of them takes a reader that is gone for one that reads, and hides partial writes.
/// </remarks>
internal sealed partial class StandardOutput : IByteOutput
{
    private const int Interrupted = 4;   // EINTR

    private readonly int _descriptor;

    private StandardOutput(int descriptor) => _descriptor = descriptor;

    public static StandardOutput Out { get; } = new(1);

    public static StandardOutput Error { get; } = new(2);

    /// <summary>Writes text of one or more lines, unless nobody takes them within a second.</summary>
    public void Tell(string text)
    {
        using var writer = new LineWriter(this, "");
        foreach (var line in PrintableText.Lines(text).Split('\n'))
            writer.Write(Encoding.UTF8.GetBytes($"{line}\n"));
    }

    public int Write(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var count = (int)WriteSome(_descriptor, bytes, bytes.Length);
            if (count > 0)
                return count;
            if (count == 0 || Marshal.GetLastPInvokeError() != Interrupted)
                throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteSome(int descriptor, ReadOnlySpan<byte> buffer, nint length);
}
