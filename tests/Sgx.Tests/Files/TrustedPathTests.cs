using System.Runtime.InteropServices;
using Sgx.Files;
using Sgx.Testing;

namespace Sgx.Tests.Files;

public sealed class TrustedPathTests : IDisposable
{
    private const uint Stranger = 65534;

    private readonly TemporaryFolder _folder = new();

    public TrustedPathTests() => _ = Directory.CreateDirectory(Below);

    private string Below => _folder["above/below"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_of_ones_own_is_trusted_and_so_is_what_is_not_there_yet()
    {
        Assert.Null(TrustedPath.Weakness(Below));
        Assert.Null(TrustedPath.Weakness(Path.Combine(Below, "not/yet")));
    }

    [Theory]
    [InlineData("above")]
    [InlineData("above/below")]
    public void A_folder_on_the_way_that_others_may_write_to_is_named(string open)
    {
        File.SetUnixFileMode(_folder[open], (UnixFileMode)0x1FF);

        Assert.Contains($"'chmod go-w {_folder[open]}'", TrustedPath.Weakness(Below), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sticky_folder_keeps_what_is_in_it()
    {
        File.SetUnixFileMode(_folder["above"], (UnixFileMode)0x1FF | UnixFileMode.StickyBit);

        Assert.Null(TrustedPath.Weakness(Below));
    }

    [Theory]
    [InlineData("above")]
    [InlineData("above/below")]
    public void What_another_user_owns_is_named_with_its_owner(string theirs)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a folder away");
        Assert.Equal(0, ChangeOwner(_folder[theirs], Stranger, Stranger));

        var weakness = TrustedPath.Weakness(Below);

        Assert.Contains($"{_folder[theirs]} belongs to uid {Stranger}", weakness, StringComparison.Ordinal);
        Assert.Contains($"'chown {FileStatus.EffectiveUser} {_folder[theirs]}'", weakness, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_followed_through_all_folders_of_its_target()
    {
        _ = Directory.CreateSymbolicLink(_folder["link"], "above/below");
        Assert.Null(TrustedPath.Weakness(_folder["link"]));

        File.SetUnixFileMode(_folder["above"], (UnixFileMode)0x1FF);

        Assert.NotNull(TrustedPath.Weakness(_folder["link"]));
    }

    [Fact]
    public void Links_in_a_circle_come_to_an_end()
    {
        _ = File.CreateSymbolicLink(_folder["one"], _folder["two"]);
        _ = File.CreateSymbolicLink(_folder["two"], _folder["one"]);

        Assert.Contains("links", TrustedPath.Weakness(_folder["one"]), StringComparison.Ordinal);
    }

    [DllImport("libc", EntryPoint = "chown", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);
}
