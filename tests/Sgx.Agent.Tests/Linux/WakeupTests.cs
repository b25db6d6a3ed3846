using Sgx.Agent.Linux;

namespace Sgx.Agent.Tests.Linux;

public sealed class WakeupTests
{
    [Fact]
    public void Who_rings_late_wakes_nobody_else()
    {
        var late = new Wakeup();
        late.Dispose();
        var others = Enumerable.Range(0, 64).Select(_ => new Wakeup()).ToList();   // one has its number

        late.Ring();

        Span<byte> count = stackalloc byte[sizeof(ulong)];
        foreach (var other in others)
        {
            Assert.Equal(-1, Libc.Read(other.Descriptor, count, count.Length));
            other.Dispose();
        }
    }
}
