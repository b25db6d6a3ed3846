using Sgx.Cli.Tests.Support;

namespace Sgx.Cli.Tests;

public sealed class SessionTests
{
    public static TheoryData<string> Sessions =>
        [.. Directory.GetFiles(Session.Folder, "*.txt").Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task A_session_goes_as_it_is_written(string session)
    {
        await using var runner = new SessionRunner();

        await runner.Run(session);
    }
}
