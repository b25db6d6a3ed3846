namespace Sgx.Fuzz.Tests;

/// <summary>A target that breaks on a first byte of 1 and hoards on one of 2.</summary>
internal sealed class FragileTarget : IFuzzTarget
{
    public string Name => "fragile";

    public IEnumerable<Seed> Seeds => [];

    public Outcome Take(ReadOnlyMemory<byte> input) => input.Span switch
    {
        [1, ..] => throw new InvalidOperationException("a bug"),
        [2, ..] => new byte[Trial.MaxAllocated + 1].Length > 0 ? Outcome.Taken : Outcome.Refused,
        _ => Outcome.Taken,
    };
}
