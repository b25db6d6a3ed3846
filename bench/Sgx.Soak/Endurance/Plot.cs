using System.Globalization;
using System.Text;

namespace Sgx.Soak.Endurance;

/// <summary>Series over the same quotes, one above the other, as an SVG picture.</summary>
internal sealed class Plot(string axis, params IReadOnlyList<Series> series)
{
    private const int Left = 70, Width = 640, PanelHeight = 130, Gap = 50, Right = 30, MaxPoints = 600;

    private int Height => series.Count * (PanelHeight + Gap) + Gap;

    public override string ToString()
    {
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Left + Width + Right} {Height}\"");
        Add(svg, $" font-family=\"sans-serif\" font-size=\"12\">");
        Add(svg, $"<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        for (var i = 0; i < series.Count; i++)
            Panel(svg, series[i], Gap + i * (PanelHeight + Gap));
        Text(svg, Left + Width / 2, Height - 8, "middle", axis);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, Series series, int top)
    {
        var most = Math.Max(1, series.Points.Max(point => point.Value) * 1.2);
        var last = Math.Max(1, series.Points[^1].Quotes);
        var step = Math.Max(1, series.Points.Count / MaxPoints);
        var line = series.Points.Where((_, i) => i % step == 0).Select(point => Invariant(
            $"{Left + Width * point.Quotes / last:F1},{top + PanelHeight * (1 - point.Value / most):F1}"));

        Add(svg, $"<rect x=\"{Left}\" y=\"{top}\" width=\"{Width}\" height=\"{PanelHeight}\"");
        Add(svg, $" fill=\"none\" stroke=\"#bbb\"/>");
        Add(svg, $"<polyline fill=\"none\" stroke=\"#1f77b4\" points=\"{string.Join(' ', line)}\"/>");
        Text(svg, Left, top - 8, "start", $"{series.Name} ({series.Unit})");
        Text(svg, Left - 8, top + 10, "end", Invariant($"{most:F0}"));
        Text(svg, Left - 8, top + PanelHeight, "end", "0");
        Text(svg, Left + Width, top + PanelHeight + 16, "end", Invariant($"{last:N0}"));
    }

    private static void Text(StringBuilder svg, int x, int y, string anchor, string text) =>
        Add(svg, $"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>");

    private static void Add(StringBuilder svg, FormattableString element) =>
        svg.Append(Invariant(element)).Append('\n');

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
