using Sgx.Soak.Figures;

namespace Sgx.Soak.Clients;

/// <summary>What is promised to a crowd: everybody is served, and nobody is let down.</summary>
internal static class CrowdFigures
{
    public static Figure Served(string name, Crowd crowd) =>
        Figure.Promise(name, $"{crowd.Served} of {crowd.Clients}", crowd.Served == crowd.Clients);

    /// <summary>Adds how often one was let down, and by what first.</summary>
    public static void Failures(FigureSheet sheet, string name, Crowd crowd)
    {
        sheet.Add(Figure.Promise(name, crowd.Failures, crowd.Failures == 0));
        if (crowd.Failures > 0)
            sheet.Add(Figure.Told($"{name}, the first", crowd.FirstFailure));
    }
}
