using Sgx.Aesm;
using Sgx.Aesm.Wire;
using Sgx.Agent.Health;

namespace Sgx.Agent.Protocols.Aesm.Operations;

/// <summary>
/// Tells who serves here and whether the node can quote; asked by successors and health checks of this product.
/// </summary>
internal sealed class Identify(string platform, Readiness readiness) : IAesmOperation<IdentifyRequest, IdentifyResponse>
{
    public static string Version { get; } = typeof(Identify).Assembly.GetName().Version?.ToString(3) ?? "";

    public string Name => "identify";

    public bool IsQuick(IdentifyRequest request) => true;

    public ValueTask<IdentifyResponse> Answer(IdentifyRequest request, CancellationToken cancellation)
    {
        var state = readiness.Now();
        var answer = new IdentifyResponse
        {
            Product = ServiceIdentity.ProductName,
            Version = Version,
            Platform = platform,
            IsReady = state.IsReady,
            Trouble = state.Trouble,
        };
        if (state.SinceQuote is { } since)
            answer.MillisecondsSinceQuote = (ulong)since.TotalMilliseconds;
        return new(answer);
    }

    public IdentifyResponse Refusal(IdentifyRequest request) => new();
}
