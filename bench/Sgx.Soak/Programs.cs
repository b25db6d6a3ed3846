namespace Sgx.Soak;

/// <summary>The agents under test.</summary>
/// <param name="Agent">The program.</param>
/// <param name="Next">The program of the next version; the same where there is one only.</param>
internal sealed record Programs(string Agent, string Next)
{
    public bool AreTwo => Agent != Next;
}
