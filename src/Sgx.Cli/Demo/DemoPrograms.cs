using Sgx.Cli.Input;

namespace Sgx.Cli.Demo;

/// <summary>The programs that the demo starts; they lie beside this one.</summary>
internal sealed record DemoPrograms(string Agent, string RemoteAttestation)
{
    /// <exception cref="InputException">One of them is not there.</exception>
    public static DemoPrograms FindIn(string folder) =>
        new(Find(folder, "sgx-agent"), Find(folder, "remote-attestation"));

    private static string Find(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path)
            ? path
            : throw new InputException(
                InputFault.UnreadableFile, $"the demo needs {path}: 'make build' puts all programs into out/bin");
    }
}
