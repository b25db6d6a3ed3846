using System.Globalization;

namespace RemoteAttestation;

/// <summary>Where a party listens: <c>127.0.0.1:4433</c>, <c>[::1]:4433</c>, <c>example.org:4433</c>.</summary>
internal sealed record HostAndPort(string Host, ushort Port)
{
    /// <exception cref="FormatException">Not that.</exception>
    public static HostAndPort Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var digits = text.AsSpan(colon + 1);
        return colon > 0 && ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new(text[..colon].Trim('[', ']'), port)
            : throw new FormatException($"expected HOST:PORT, found '{text}'");
    }
}
