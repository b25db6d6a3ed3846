namespace Sgx.Fuzz;

/// <summary>A place where bytes of strangers come in.</summary>
internal interface IFuzzTarget
{
    /// <summary>As the command line and the corpus folder call it.</summary>
    string Name { get; }

    /// <summary>Inputs to begin with, made by our own encoder and simulator.</summary>
    IEnumerable<Seed> Seeds { get; }

    /// <summary>Takes one input as the product would. Whatever it throws is a finding.</summary>
    Outcome Take(ReadOnlyMemory<byte> input);
}

/// <summary>An input that is good.</summary>
/// <param name="Name">What it is, as a file name.</param>
/// <param name="Input">The bytes.</param>
internal sealed record Seed(string Name, byte[] Input);

/// <summary>What may become of an input.</summary>
internal enum Outcome
{
    /// <summary>Turned down by rule: a format error, a rejection, a refusal, a hang-up.</summary>
    Refused,

    /// <summary>It was what it should be.</summary>
    Taken,
}
