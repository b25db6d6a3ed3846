namespace Sgx.Fuzz.Tests;

/// <summary>Makes hostile inputs of good ones, the same in every run.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> inputs, int seed)
{
    private const int MostChanges = 4;
    private static readonly byte[] Borders = [0x00, 0x01, 0x7f, 0x80, 0xff];

    private readonly Random _random = new(seed);

    /// <summary>An input with up to four changes.</summary>
    public byte[] Next()
    {
        var input = Any();
        for (var changes = 1 + _random.Next(MostChanges); changes > 0; changes--)
            input = Change(input);
        return input;
    }

    private byte[] Any() => inputs[_random.Next(inputs.Count)];

    private byte[] Change(byte[] input) => _random.Next(5) switch
    {
        0 => Replace(input, b => (byte)(b ^ (1 << _random.Next(8)))),
        1 => Replace(input, _ => Borders[_random.Next(Borders.Length)]),
        2 => input[..Place(input)],
        3 => Repeat(input),
        _ => [.. input[..Place(input)], .. Tail(Any())],
    };

    private byte[] Replace(byte[] input, Func<byte, byte> change)
    {
        if (input.Length == 0)
            return [change(0)];
        var (changed, place) = (input.ToArray(), _random.Next(input.Length));
        changed[place] = change(changed[place]);
        return changed;
    }

    private byte[] Repeat(byte[] input)
    {
        var (from, to) = (Place(input), Place(input));
        return [.. input[..Math.Max(from, to)], .. input[Math.Min(from, to)..]];
    }

    private byte[] Tail(byte[] input) => input[Place(input)..];

    private int Place(byte[] input) => _random.Next(input.Length + 1);
}
