using System.Runtime.InteropServices;

namespace Sgx.Simulation.Tests;

public sealed class SimulatedStateTests : IDisposable
{
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly string _parent = Directory.CreateTempSubdirectory("sgx-state-").FullName;

    private string StateDirectory => Path.Combine(_parent, "state");

    private string SeedFile => Path.Combine(StateDirectory, "seed");

    private string PlatformFile => Path.Combine(StateDirectory, "platform.json");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void A_new_platform_is_found_again()
    {
        var made = SimulatedState.Init(StateDirectory);

        Assert.Equal(made, SimulatedState.Open(StateDirectory));
        Assert.Equal(made, SimulatedState.OpenOrInit(StateDirectory));
    }

    [Fact]
    public void Without_a_seed_every_platform_is_another()
    {
        var one = SimulatedState.Init(StateDirectory);

        Assert.NotEqual(one, SimulatedState.Init(Path.Combine(_parent, "other")));
    }

    [Fact]
    public void All_options_are_kept()
    {
        var options = new SimulatedPlatformOptions
        {
            Seed = Seed,
            Ca = PckCa.Processor,
            Tcb = new([.. Enumerable.Repeat((byte)7, 16)], 9),
            QeIsvSvn = 5,
            PceSvn = 6,
            Fmspc = new byte[] { 1, 2, 3, 4, 5, 6 },
            AcceptRustSdkReports = false,
        };

        Assert.Equal(options, SimulatedState.Init(StateDirectory, options));
        Assert.Equal(options, SimulatedState.Open(StateDirectory));
        Assert.Equal(options, SimulatedState.Init(StateDirectory, options));
    }

    [Fact]
    public void Directory_and_files_are_for_their_owner_only()
    {
        _ = SimulatedState.Init(StateDirectory, Seed);

        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(ownerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(StateDirectory));
        Assert.Equal(
            [Path.Combine(StateDirectory, ".lock"), PlatformFile, SeedFile],
            Directory.GetFiles(StateDirectory).Order());
        Assert.All(Directory.GetFiles(StateDirectory), file => Assert.Equal(ownerOnly, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void The_seed_is_64_digits()
    {
        _ = SimulatedState.Init(StateDirectory, Seed);

        Assert.Equal(Convert.ToHexStringLower(Seed) + "\n", File.ReadAllText(SeedFile));
    }

    [Fact]
    public void Only_what_is_not_the_default_is_written()
    {
        _ = SimulatedState.Init(StateDirectory, new SimulatedPlatformOptions { Seed = Seed, QeIsvSvn = 3 });

        Assert.Equal("{\n  \"qeIsvSvn\": 3\n}\n", File.ReadAllText(PlatformFile));
    }

    [Fact]
    public void Making_it_again_changes_nothing()
    {
        var made = SimulatedState.Init(StateDirectory, Seed);

        Assert.Equal(made, SimulatedState.Init(StateDirectory, Seed));
        Assert.Equal(made, SimulatedState.Init(StateDirectory));
    }

    [Fact]
    public void Another_seed_is_refused_and_the_old_one_stays()
    {
        var made = SimulatedState.Init(StateDirectory, Seed);

        AssertFails(
            SimulatedStateFailure.Conflict, "another seed", () => SimulatedState.Init(StateDirectory, new byte[32]));
        Assert.Equal(made, SimulatedState.Open(StateDirectory));
    }

    [Fact]
    public void Other_options_are_refused()
    {
        var made = SimulatedState.Init(StateDirectory, Seed);

        AssertFails(
            SimulatedStateFailure.Conflict,
            "other options",
            () => SimulatedState.Init(StateDirectory, made with { QeIsvSvn = 1 }));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_directory_that_others_may_write_to_is_refused(UnixFileMode mode)
    {
        _ = SimulatedState.Init(StateDirectory, Seed);
        File.SetUnixFileMode(StateDirectory, File.GetUnixFileMode(StateDirectory) | mode);

        AssertFails(SimulatedStateFailure.ReadableByOthers, "chmod 700", () => SimulatedState.Open(StateDirectory));
        AssertFails(
            SimulatedStateFailure.ReadableByOthers, "chmod 700", () => SimulatedState.Init(StateDirectory, Seed));
    }

    [Fact]
    public void A_directory_that_is_a_file_is_told_as_one()
    {
        File.WriteAllText(StateDirectory, "not a directory");

        AssertFails(
            SimulatedStateFailure.Inaccessible, StateDirectory, () => SimulatedState.OpenOrInit(StateDirectory));
    }

    [Fact]
    public void A_missing_platform_is_told_together_with_its_remedy() => AssertFails(
        SimulatedStateFailure.Missing,
        $"sgx simulate init --state-dir {StateDirectory}",
        () => SimulatedState.Open(StateDirectory));

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_seed_that_others_can_touch_is_refused(UnixFileMode mode)
    {
        _ = SimulatedState.Init(StateDirectory, Seed);
        File.SetUnixFileMode(SeedFile, File.GetUnixFileMode(SeedFile) | mode);

        const SimulatedStateFailure failure = SimulatedStateFailure.ReadableByOthers;
        AssertFails(failure, $"chmod 600 {SeedFile}", () => SimulatedState.Open(StateDirectory));
        AssertFails(failure, $"chmod 600 {SeedFile}", () => SimulatedState.OpenOrInit(StateDirectory));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0102")]
    [InlineData("zz02030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20")]
    [InlineData("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021")]
    public void A_seed_that_is_none_is_refused_without_being_repeated(string content)
    {
        Overwrite(SeedFile, content);

        var message = AssertFails(SimulatedStateFailure.Malformed, SeedFile, () => SimulatedState.Open(StateDirectory));
        Assert.True(content.Length == 0 || !message.Contains(content, StringComparison.Ordinal));
    }

    [Fact]
    public void An_endless_seed_is_refused()
    {
        Overwrite(SeedFile, new string('0', 100_000));

        AssertFails(SimulatedStateFailure.Inaccessible, "larger than", () => SimulatedState.Open(StateDirectory));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"qeIsvSvn": 70000}""")]
    [InlineData("""{"qeIsvSvn": "3"}""")]
    [InlineData("""{"qeIsvSvn": 3, "qeIsvSvn": 4}""")]
    [InlineData("""{"ca": "Other"}""")]
    [InlineData("""{"fmspc": "00"}""")]
    [InlineData("""{"fmspc": null}""")]
    [InlineData("""{"tcb": "00/1"}""")]
    [InlineData("""{"tcb": "00000000000000000000000000000000/65535"}""")]
    [InlineData("""{"tcb": "00000000000000000000000000000000"}""")]
    [InlineData("""{"color": "red"}""")]
    public void Options_that_are_none_are_refused(string content)
    {
        Overwrite(PlatformFile, content);

        AssertFails(SimulatedStateFailure.Malformed, PlatformFile, () => SimulatedState.Open(StateDirectory));
    }

    [Fact]
    public void A_seed_alone_is_a_platform_with_default_options()
    {
        _ = SimulatedState.Init(StateDirectory, Seed);
        File.Delete(PlatformFile);

        Assert.Equal(new SimulatedPlatformOptions { Seed = Seed }, SimulatedState.Open(StateDirectory));
    }

    [Fact]
    public void Many_that_make_it_at_once_get_the_same_platform()
    {
        var made = new SimulatedPlatformOptions[16];

        Parallel.For(0, made.Length, i => made[i] = SimulatedState.OpenOrInit(StateDirectory));

        Assert.All(made, one => Assert.Equal(made[0], one));
        Assert.Equal(3, Directory.GetFiles(StateDirectory).Length);   // no draft is left beside lock, seed and options
    }

    [Fact]
    public void A_folder_above_in_which_others_could_replace_it_is_refused_before_anything_is_made()
    {
        File.SetUnixFileMode(_parent, (UnixFileMode)0x1FF);

        _ = AssertFails(
            SimulatedStateFailure.Untrusted, $"chmod go-w {_parent}", () => SimulatedState.Init(StateDirectory));

        Assert.False(Directory.Exists(StateDirectory));
    }

    [Theory]
    [InlineData("")]
    [InlineData("seed")]
    [InlineData("platform.json")]
    public void What_another_user_owns_is_refused(string name)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a file away");
        _ = SimulatedState.Init(StateDirectory, Seed);
        var theirs = Path.Combine(StateDirectory, name).TrimEnd('/');
        Assert.Equal(0, ChangeOwner(theirs, 65534, 65534));

        _ = AssertFails(
            SimulatedStateFailure.Untrusted,
            $"{theirs} belongs to uid 65534",
            () => SimulatedState.Open(StateDirectory));
    }

    [DllImport("libc", EntryPoint = "chown", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

    private void Overwrite(string file, string content)
    {
        _ = SimulatedState.Init(StateDirectory, Seed);
        File.WriteAllText(file, content);
    }

    private static string AssertFails(SimulatedStateFailure failure, string message, Action action)
    {
        var thrown = Assert.Throws<SimulatedStateException>(action);
        Assert.Equal(failure, thrown.Failure);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        return thrown.Message;
    }
}
