using SharpFuzz.Common;

namespace Sgx.Fuzz;

/// <summary>A target as the fuzzer drives it.</summary>
/// <remarks>
/// Instrumented code may not run before the fuzzer has handed its map over, so the target is made with the first input;
/// what the making of it has marked in the map is not that input's doing.
/// </remarks>
internal sealed class FuzzedTarget(string name)
{
    // AFL's, which SharpFuzz takes as it is.
    private const int MapSize = 64 * 1024;

    private IFuzzTarget? _target;

    /// <summary>Takes the input that the fuzzer hands over.</summary>
    public void Take(Stream input)
    {
        _target ??= Create();
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        _ = Trial.Run(_target, bytes.ToArray());
    }

    private unsafe IFuzzTarget Create()
    {
        var target = FuzzTargets.Create(name);
        new Span<byte>(Trace.SharedMem, MapSize).Clear();
        return target;
    }
}
