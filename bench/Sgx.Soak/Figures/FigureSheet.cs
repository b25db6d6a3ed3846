namespace Sgx.Soak.Figures;

/// <summary>The report of a run, printed line by line as the figures come. For one thread.</summary>
internal sealed class FigureSheet(TextWriter output)
{
    private const int NameWidth = 62, ValueWidth = 34;

    private readonly List<Figure> _figures = [];

    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Whether every promise was kept. Targets that were missed break none.</summary>
    public bool AllKept => _figures.All(figure => figure.Verdict is not Verdict.Broken);

    public void Add(Figure figure)
    {
        _figures.Add(figure);
        var word = figure.Verdict is Verdict.Broken ? "BROKEN" : figure.Verdict.ToString().ToLowerInvariant();
        output.WriteLine($"{figure.Name,-NameWidth} {figure.Value,ValueWidth}  {word}");
        output.Flush();
    }
}
