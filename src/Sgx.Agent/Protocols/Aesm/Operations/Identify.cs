using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Health;

namespace Sgx.Agent.Protocols.Aesm.Operations;

/// <summary>
/// Tells who serves here and whether the node can quote; asked by successors and health checks of this product.
/// </summary>
internal sealed class Identify(string platform, string instance, Readiness readiness)
    : IAesmOperation<IdentifyRequest, IdentifyResponse>
{
    public static string Version { get; } = typeof(Identify).Assembly.GetName().Version?.ToString(3) ?? "";

    public string Name => "identify";

    public IdentifyResponse AnswerNow(IdentifyRequest request)
    {
        var state = readiness.Now();
        var answer = new IdentifyResponse
        {
            Product = ServiceIdentity.ProductName,
            Version = Version,
            Platform = platform,
            Instance = instance,
            IsReady = state.IsReady,
            Trouble = state.Trouble,
        };
        if (state.SinceQuote is { } since)
            answer.MillisecondsSinceQuote = (ulong)since.TotalMilliseconds;
        return answer;
    }

    public IdentifyResponse Refusal(IdentifyRequest request) => new();
}
