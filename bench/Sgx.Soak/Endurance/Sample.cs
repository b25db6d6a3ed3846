using Sgx.Soak.Agents;

namespace Sgx.Soak.Endurance;

/// <summary>An agent after so many quotes.</summary>
internal readonly record struct Sample(double Seconds, long Quotes, ProcessFigures Figures);
