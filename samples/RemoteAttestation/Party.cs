using Sgx;

namespace RemoteAttestation;

/// <summary>One of the two, as it is heard: a line a step, and in one line why it could not do its part.</summary>
internal sealed class Party(string name)
{
    // Names in the other party's certificates, and its reasons, may hold what a terminal would obey.
    public void Say(string line) => Console.WriteLine($"{name}: {PrintableText.OneLine(line)}");

    /// <summary>Does the party's part, and gives its exit code.</summary>
    public async Task<int> Run(Func<Task<int>> part)
    {
        try
        {
            return await part();
        }
        catch (Exception e) when (ExitCode.Of(e) is { } exitCode)
        {
            await Console.Error.WriteLineAsync($"{name}: {PrintableText.OneLine(e.Message)}");
            return exitCode;
        }
    }
}
