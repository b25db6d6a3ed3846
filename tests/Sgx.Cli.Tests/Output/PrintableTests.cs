using Sgx.Cli.Output;

namespace Sgx.Cli.Tests.Output;

public sealed class PrintableTests
{
    [Fact]
    public void What_a_terminal_would_obey_is_not_printed() =>
        Assert.Equal("a\uFFFD[31mb\uFFFDc", Printable.Of("a\u001b[31mb\u009bc"));

    [Fact]
    public void Lines_stay_lines() => Assert.Equal("a\n\tb", Printable.Of("a\n\tb"));
}
