using Sgx.Bench.Load;

namespace Sgx.Bench.Results;

/// <summary>What the agent is meant to reach. The report tells; nothing fails.</summary>
internal static class Targets
{
    /// <summary>Resident memory with nothing to do.</summary>
    public const double IdleMegabytes = 20;

    /// <summary>From starting the process to the first quote.</summary>
    public const double StartMilliseconds = 150;

    /// <summary>Processor time of a request, in that of the least it can cost; null where none was set.</summary>
    public static double? CostRatioOf(Operation operation) => operation.Name switch
    {
        Operation.KeyCount => 1.5,
        Operation.Quote => 1.6,
        _ => null,
    };

    /// <summary>One word, or a dash where there is no target.</summary>
    public static string Verdict(double figure, double? target) =>
        target is null ? Figure.None : figure <= target ? "pass" : "FAIL";
}
