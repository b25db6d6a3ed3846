using System.Runtime.InteropServices;
using System.Text;
using Sgx.Agent.Linux;

namespace Sgx.Agent.Output;

/// <summary>The process' stdout or stderr.</summary>
/// <remarks>
/// .NET's own stream of them takes a reader that is gone for one that reads, and hides partial writes.
/// </remarks>
internal sealed class StandardOutput : IByteOutput
{
    private readonly int _descriptor;

    private StandardOutput(int descriptor) => _descriptor = descriptor;

    public static StandardOutput Out { get; } = new(1);

    public static StandardOutput Error { get; } = new(2);

    /// <summary>Writes text of one or more lines, unless nobody takes them within a second.</summary>
    public void Tell(string text)
    {
        using var writer = new LineWriter(this);
        foreach (var line in PrintableText.Lines(text).Split('\n'))
            writer.Write(Encoding.UTF8.GetBytes($"{line}\n"));
    }

    public int Write(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var count = (int)Libc.Write(_descriptor, bytes, bytes.Length);
            if (count > 0)
                return count;
            if (count == 0 || SystemCall.LastError is not Errno.Interrupted)
                throw new IOException(Marshal.GetPInvokeErrorMessage((int)SystemCall.LastError));
        }
    }
}
