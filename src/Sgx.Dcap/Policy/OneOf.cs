namespace Sgx.Dcap.Policy;

/// <summary>Byte strings of which any will do: measurements, ids. There is always at least one.</summary>
public sealed class OneOf : IEquatable<OneOf>
{
    private const int MaxShown = 4;

    private readonly HashSet<string> _values;

    /// <param name="values">Those that will do.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public OneOf(params IEnumerable<ReadOnlyMemory<byte>> values)
    {
        _values = [.. values.Select(value => Convert.ToHexStringLower(value.Span))];
        if (_values.Count == 0)
            throw new ArgumentException("at least one value is needed", nameof(values));
    }

    /// <summary>Exactly the one measurement.</summary>
    public static OneOf From(Measurement measurement) => new(measurement.ToBytes());

    /// <summary>Exactly the one measurement; null where there is none.</summary>
    public static implicit operator OneOf?(Measurement? measurement) => measurement is { } one ? From(one) : null;

    /// <summary>Whether the value is one of them.</summary>
    public bool Contains(ReadOnlySpan<byte> value) => _values.Contains(Convert.ToHexStringLower(value));

    /// <summary>Whether both hold the same values.</summary>
    public bool Equals(OneOf? other) => other is not null && _values.SetEquals(other._values);

    public override bool Equals(object? obj) => Equals(obj as OneOf);

    public override int GetHashCode() =>
        _values.Aggregate(0, (hash, value) => hash ^ value.GetHashCode(StringComparison.Ordinal));

    /// <summary>Hexadecimal digits; of many, the first few and how many more there are.</summary>
    public override string ToString() => _values.Count <= MaxShown
        ? string.Join(" or ", _values)
        : $"{string.Join(" or ", _values.Take(MaxShown))} or one of {_values.Count - MaxShown} more";
}
