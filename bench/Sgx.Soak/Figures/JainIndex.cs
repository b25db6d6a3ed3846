namespace Sgx.Soak.Figures;

/// <summary>How equal shares are: 1 when all are the same, 1/n when one has everything.</summary>
/// <remarks>Jain, Chiu and Hawe 1984: (sum x)² / (n · sum x²).</remarks>
internal static class JainIndex
{
    public static double Of(IReadOnlyCollection<long> shares)
    {
        var sum = (double)shares.Sum();
        return sum == 0 ? 0 : sum * sum / (shares.Count * shares.Sum(share => (double)share * share));
    }
}
