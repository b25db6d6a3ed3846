namespace Sgx.Deploy.Tests.Manifests;

/// <summary>Lists of complaints, and that there are none.</summary>
internal static class Complaints
{
    /// <summary>Fails with all of them, a line each.</summary>
    public static void None(IEnumerable<string> complaints)
    {
        var all = complaints.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
